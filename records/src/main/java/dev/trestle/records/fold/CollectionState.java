package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lists of an owner under one name, folded: the list of highest rank decides about every member
 * that any list ever named, so that the order of arrival does not matter (DESIGN §4 "Snapshot or
 * not").
 */
public final class CollectionState {
  private @Nullable Stamp top;
  private final SortedSet<Long> named = new TreeSet<>();
  private final SortedSet<Long> members = new TreeSet<>();

  /**
   * What is to be said about a member now.
   *
   * @param rid the member
   * @param stamp rank of the list that decides
   * @param named whether that list names it
   */
  public record Decision(long rid, Stamp stamp, boolean named) {}

  /** Every resource ever named. */
  public SortedSet<Long> members() {
    return members;
  }

  /** Folds a list in; returns what it changes, in order of number. */
  public List<Decision> fold(Stamp stamp, Collection<Long> list) {
    SortedSet<Long> concerned = new TreeSet<>(list);
    Stamp decides = top;
    if (decides == null || decides.compareTo(stamp) <= 0) {
      decides = stamp;
      top = stamp;
      named.clear();
      named.addAll(list);
      concerned.addAll(members);
    } else {
      concerned.removeAll(members);
    }
    members.addAll(list);
    List<Decision> decisions = new ArrayList<>(concerned.size());
    for (long rid : concerned) {
      decisions.add(new Decision(rid, decides, named.contains(rid)));
    }
    return decisions;
  }

  /** Compact form; opaque numbers only. */
  public byte[] encode() {
    Stamp stamp = top;
    if (stamp == null) {
      throw new IllegalStateException("no list yet");
    }
    ByteWriter out = new ByteWriter();
    StampTable.writeStamp(out, stamp);
    writeRids(out, named);
    writeRids(out, members);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static CollectionState decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    CollectionState state = new CollectionState();
    state.top = StampTable.readStamp(in);
    readRids(in, state.named);
    readRids(in, state.members);
    return state;
  }

  private static void writeRids(ByteWriter out, SortedSet<Long> rids) {
    out.number(rids.size());
    long last = 0;
    for (long rid : rids) {
      out.number(rid - last);
      last = rid;
    }
  }

  private static void readRids(ByteReader in, SortedSet<Long> rids) {
    long last = 0;
    for (int left = in.count(); left > 0; left--) {
      last += in.number();
      rids.add(last);
    }
  }
}
