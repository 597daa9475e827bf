package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stamps of a compact form, each written once; 0 stands for {@link Stamp#NONE}. */
final class StampTable {
  private final Map<Stamp, Integer> indexes = new LinkedHashMap<>();
  private Stamp last = Stamp.NONE;
  private int lastIndex;

  int index(Stamp stamp) {
    if (!stamp.equals(last)) { // most slots of a resource were set by one statement
      lastIndex = find(stamp);
      last = stamp;
    }
    return lastIndex;
  }

  private int find(Stamp stamp) {
    if (stamp.equals(Stamp.NONE)) {
      return 0;
    }
    return indexes.computeIfAbsent(stamp, fresh -> indexes.size() + 1);
  }

  void write(ByteWriter out) {
    out.number(indexes.size());
    indexes.keySet().forEach(stamp -> writeStamp(out, stamp));
  }

  static void writeStamp(ByteWriter out, Stamp stamp) {
    out.signed(stamp.level()).signed(stamp.timeMicros()).text(stamp.source());
    out.number(stamp.position()).signed(stamp.seq() - stamp.position()).text(stamp.mapping());
  }

  static List<Stamp> read(ByteReader in) {
    int count = in.count();
    List<Stamp> stamps = new ArrayList<>(count + 1);
    stamps.add(Stamp.NONE);
    for (int i = 0; i < count; i++) {
      stamps.add(readStamp(in));
    }
    return stamps;
  }

  static Stamp readStamp(ByteReader in) {
    int level = Math.toIntExact(in.signed());
    long time = in.signed();
    String source = in.text();
    long position = in.number();
    long seq = position + in.signed();
    return new Stamp(level, time, source, position, seq, in.text());
  }
}
