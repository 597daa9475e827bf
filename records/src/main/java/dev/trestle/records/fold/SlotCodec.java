package dev.trestle.records.fold;

import dev.trestle.kernel.statement.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Slots in compact form: their keys and origins, and all values as one JSON array. */
final class SlotCodec {
  private static final int EVENT = 1;
  private static final int CANCELS = 2;
  private static final int DELETED = 4;

  private SlotCodec() {}

  static void write(ByteWriter out, List<HeldSlot> slots, StampTable stamps) {
    out.number(slots.size());
    ArrayNode values = Json.MAPPER.createArrayNode();
    for (HeldSlot slot : slots) {
      SlotKey key = slot.key();
      JsonNode value = slot.value();
      out.u8(
          (key.event() != null ? EVENT : 0)
              | (key.cancels() ? CANCELS : 0)
              | (value == null ? DELETED : 0));
      out.text(key.path());
      if (key.event() != null) {
        out.text(key.event()).signed(key.eventMicros());
      }
      out.number(stamps.index(slot.rank())).number(stamps.index(slot.setBy()));
      writeOrigins(out, slot.origins());
      if (value != null) {
        values.add(value);
      }
    }
    out.bytes(Json.bytes(values));
  }

  static List<HeldSlot> read(ByteReader in, List<Stamp> stamps) {
    int count = in.count();
    List<HeldSlot> keys = new ArrayList<>(count);
    List<Boolean> deleted = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int kind = in.u8();
      String path = in.text();
      @Nullable String event = (kind & EVENT) != 0 ? in.text() : null;
      long micros = event == null ? 0 : in.signed();
      SlotKey key = new SlotKey(path, event, (kind & CANCELS) != 0, micros);
      Stamp rank = stamps.get(in.count());
      Stamp setBy = stamps.get(in.count());
      keys.add(new HeldSlot(key, null, rank, setBy, readOrigins(in)));
      deleted.add((kind & DELETED) != 0);
    }
    return withValues(keys, deleted, Json.parse(in.bytes()));
  }

  private static List<HeldSlot> withValues(
      List<HeldSlot> keys, List<Boolean> deleted, JsonNode values) {
    List<HeldSlot> slots = new ArrayList<>(keys.size());
    int next = 0;
    for (int i = 0; i < keys.size(); i++) {
      HeldSlot slot = keys.get(i);
      if (deleted.get(i)) {
        slots.add(slot);
      } else {
        JsonNode value = values.get(next++);
        slots.add(new HeldSlot(slot.key(), value, slot.rank(), slot.setBy(), slot.origins()));
      }
    }
    return slots;
  }

  private static void writeOrigins(ByteWriter out, List<Origin> origins) {
    out.number(origins.size());
    for (Origin origin : origins) {
      out.number(origin.rule()).signed(origin.start()).number(origin.length());
    }
  }

  private static List<Origin> readOrigins(ByteReader in) {
    int count = in.count();
    List<Origin> origins = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int rule = in.count();
      int start = Math.toIntExact(in.signed());
      origins.add(new Origin(rule, start, in.count()));
    }
    return List.copyOf(origins);
  }
}
