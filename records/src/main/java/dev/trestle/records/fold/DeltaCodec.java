package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The compact form of a delta. Holds patient data only when {@link StatementDelta#hasValues}. */
public final class DeltaCodec {
  private DeltaCodec() {}

  public static byte[] encode(StatementDelta delta) {
    ByteWriter out = new ByteWriter().number(delta.parts().size());
    for (StatementDelta.Part part : delta.parts()) {
      StampTable.writeStamp(out, part.stamp());
      StateCodec.writeTexts(out, part.security());
      out.number(part.repeated().size());
      for (Map.Entry<Long, BitSet> group : part.repeated().entrySet()) {
        out.number(group.getKey()).bytes(group.getValue().toByteArray());
      }
      StampTable stamps = new StampTable();
      stamps.index(part.stamp());
      SlotCodec.write(out, part.brought(), stamps);
    }
    return out.toBytes();
  }

  public static StatementDelta decode(long seq, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int count = in.count();
    List<StatementDelta.Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Stamp stamp = StampTable.readStamp(in);
      StatementDelta.Part part = new StatementDelta.Part(stamp, StateCodec.readTexts(in));
      int groups = in.count();
      for (int group = 0; group < groups; group++) {
        long setBy = in.number();
        part.repeats(setBy, BitSet.valueOf(in.bytes()));
      }
      SlotCodec.read(in, List.of(Stamp.NONE, stamp)).forEach(part::brings);
      parts.add(part);
    }
    return new StatementDelta(seq, parts);
  }
}
