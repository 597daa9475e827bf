package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Marks in compact form; no patient data, so not sealed. */
public final class MarkCodec {
  private MarkCodec() {}

  public static byte[] encode(List<Mark> marks) {
    ByteWriter out = new ByteWriter().number(marks.size());
    for (Mark mark : marks) {
      StampTable.writeStamp(out, mark.stamp());
      out.bytes(mark.slots().toByteArray());
    }
    return out.toBytes();
  }

  public static List<Mark> decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int count = in.count();
    List<Mark> marks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Stamp stamp = StampTable.readStamp(in);
      marks.add(new Mark(stamp, BitSet.valueOf(in.bytes())));
    }
    return marks;
  }
}
