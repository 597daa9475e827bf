package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.List;

/** The compact form of a state, to be sealed. */
public final class StateCodec {
  private static final int FORMAT = 2;

  private StateCodec() {}

  /**
   * A state as stored.
   *
   * @param state slots with their origins
   * @param firstKept whether the first statement is kept on its own, so that this body need not
   *     hold it
   */
  public record Stored(ResourceState state, boolean firstKept) {}

  public static byte[] encode(Stored stored) {
    StampTable stamps = new StampTable();
    ByteWriter slots = new ByteWriter();
    SlotCodec.write(slots, stored.state().slots(), stamps);
    ByteWriter out = new ByteWriter().u8(FORMAT).u8(stored.firstKept() ? 1 : 0);
    stamps.write(out);
    writeTexts(out, stored.state().security());
    return out.raw(slots.toBytes()).toBytes();
  }

  public static Stored decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    check(in.u8());
    boolean firstKept = in.u8() == 1;
    List<Stamp> stamps = StampTable.read(in);
    List<String> security = readTexts(in);
    return new Stored(new ResourceState(SlotCodec.read(in, stamps), security), firstKept);
  }

  static void check(int format) {
    if (format != FORMAT) {
      throw new IllegalStateException("body of format " + format + ", written by another release");
    }
  }

  static void writeTexts(ByteWriter out, Iterable<String> texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(list::add);
    out.number(list.size());
    list.forEach(out::text);
  }

  static List<String> readTexts(ByteReader in) {
    int count = in.count();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return texts;
  }
}
