package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one journal entry said about one resource, relative to its state: values that stood already
 * are named by who brought them, the others are spelled out. From all its deltas a resource can be
 * folded again.
 *
 * @param seq the journal entry
 * @param parts one for each statement
 */
public record StatementDelta(long seq, List<Part> parts) {
  public StatementDelta {
    parts = List.copyOf(parts);
  }

  /** Whether it holds values, which are patient data. */
  public boolean hasValues() {
    return parts.stream().anyMatch(part -> !part.brought.isEmpty());
  }

  /** One statement. */
  public static final class Part {
    private final Stamp stamp;
    private final List<String> security;
    private final SortedMap<Long, BitSet> repeated = new TreeMap<>();
    private final List<HeldSlot> brought = new ArrayList<>();

    public Part(Stamp stamp, List<String> security) {
      this.stamp = stamp;
      this.security = security;
    }

    void repeats(long setBySeq, int ordinal) {
      repeated.computeIfAbsent(setBySeq, seq -> new BitSet()).set(ordinal);
    }

    void repeats(long setBySeq, BitSet ordinals) {
      repeated.put(setBySeq, ordinals);
    }

    void brings(HeldSlot slot) {
      brought.add(slot);
    }

    /** The places that the statement gave a value. */
    public List<SlotKey> places(ResourceState current) {
      List<SlotKey> places = new ArrayList<>();
      brought.stream().filter(slot -> slot.value() != null).forEach(slot -> places.add(slot.key()));
      List<HeldSlot> slots = current.slots();
      repeated
          .values()
          .forEach(set -> set.stream().forEach(ordinal -> places.add(slots.get(ordinal).key())));
      return places;
    }

    public Stamp stamp() {
      return stamp;
    }

    public List<String> security() {
      return security;
    }

    /** Ordinals of slots repeated, by the entry that had brought the value. */
    SortedMap<Long, BitSet> repeated() {
      return repeated;
    }

    /** Slots that were new or different. */
    public List<HeldSlot> brought() {
      return brought;
    }
  }

  /** The first statement of a resource, as its first version holds it. */
  public static StatementDelta ofFirstVersion(long seq, ResourceState first) {
    TreeMap<Stamp, Part> parts = new TreeMap<>();
    for (HeldSlot slot : first.slots()) {
      if (slot.setBy().seq() == seq) {
        parts
            .computeIfAbsent(slot.setBy(), stamp -> new Part(stamp, List.copyOf(first.security())))
            .brings(
                new HeldSlot(slot.key(), slot.value(), slot.setBy(), slot.setBy(), slot.origins()));
      }
    }
    return new StatementDelta(seq, new ArrayList<>(parts.values()));
  }

  @Override
  public String toString() {
    return "StatementDelta[" + seq + ", " + parts.size() + " parts]";
  }
}
