package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Json;
import dev.trestle.records.fold.Mark;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.fold.StateCodec;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ResourceRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One resource in the hands of a batch. */
final class Working {
  final long rid;
  final String type;
  final UUID id;
  private long patientRid;

  /** The version in the table, 0 when there is none. */
  final int storedVersion;

  private ResourceState state;
  private int version;
  private long lastUpdatedMicros;
  private long seq;
  private boolean firstKept;
  private boolean stateChanged;
  private boolean marksChanged;
  private List<Mark> marks = new ArrayList<>();
  private @Nullable ObjectNode rendered;
  private final List<Superseded> superseded = new ArrayList<>();

  /** What one entry says about one resource, with references resolved. */
  record Said(Stamp stamp, List<String> labels, List<Slot> slots) {
    @Override
    public String toString() {
      return "Said[" + slots.size() + " slots]";
    }
  }

  /** A version that was superseded before it was written. */
  record Superseded(int version, long lastUpdatedMicros, long seq, byte[] plain) {}

  /** What an entry did to the resource. */
  enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  private Working(
      long rid, String type, UUID id, long patientRid, int storedVersion, ResourceState state) {
    this.rid = rid;
    this.type = type;
    this.id = id;
    this.patientRid = patientRid;
    this.storedVersion = storedVersion;
    this.state = state;
    this.version = storedVersion;
  }

  static Working fresh(Resolved resolved) {
    return new Working(
        resolved.rid(),
        resolved.type(),
        resolved.id(),
        resolved.patientRid(),
        0,
        new ResourceState());
  }

  static Working stored(ResourceRow row, String type, StateCodec.Stored stored, List<Mark> marks) {
    Working working =
        new Working(row.rid(), type, row.id(), row.patientRid(), row.version(), stored.state());
    working.lastUpdatedMicros = row.lastUpdatedMicros();
    working.seq = row.seq();
    working.firstKept = stored.firstKept();
    for (Mark mark : marks) {
      BitSet risen = working.state.confirm(mark);
      if (!risen.isEmpty()) {
        working.marks.add(new Mark(mark.stamp(), risen));
      }
    }
    return working;
  }

  /**
   * Folds what an entry says.
   *
   * @param times gives {@code lastUpdated} when there is a new version
   * @param kept takes the statements to be kept
   */
  Outcome fold(long entrySeq, List<Said> said, LongSupplier times, Consumer<Kept> kept) {
    Before before = before();
    List<StatementDelta.Part> parts = new ArrayList<>(said.size());
    List<Mark> confirmations = new ArrayList<>();
    ResourceState.Effect effect = ResourceState.Effect.NONE;
    for (Said one : said) {
      ResourceState.Folded folded = state.fold(one.stamp(), one.labels(), one.slots());
      parts.add(folded.said());
      if (folded.effect().compareTo(effect) > 0) {
        effect = folded.effect();
      }
      if (!folded.confirmed().isEmpty()) {
        confirmations.add(new Mark(one.stamp(), folded.confirmed()));
      }
    }
    boolean newVersion = version == 0 || mayLookDifferent(effect, confirmations);
    newVersion = newVersion && (render(before) || version == 0);
    if (newVersion) {
      startVersion(before, entrySeq, times.getAsLong());
    } else {
      keepQuietly(effect, confirmations, before, kept);
    }
    boolean byOthers = said.stream().anyMatch(one -> one.stamp().seq() != entrySeq);
    firstKept |= version == 1 && byOthers; // the first version is not what its entry said alone
    if (version > 1 || !newVersion || byOthers) {
      keep(new StatementDelta(entrySeq, parts), newVersion, kept);
    }
    return !newVersion ? Outcome.UNCHANGED : version == 1 ? Outcome.CREATED : Outcome.UPDATED;
  }

  /**
   * Puts a state in that was folded again from the statements.
   *
   * @return whether it looks different, and so has a new version
   */
  boolean replace(ResourceState rebuilt, LongSupplier times, Consumer<Kept> kept) {
    Before before = before();
    keepFirst(before, kept);
    state = rebuilt;
    stateChanged = true;
    boolean different = render(before);
    if (different) {
      startVersion(before, seq, times.getAsLong());
    }
    return different;
  }

  /** A statement to be kept with its resource. */
  record Kept(long rid, StatementDelta delta) {}

  /** What stood before an entry, with the resource as it looked then when that is known. */
  private record Before(
      List<HeldSlot> slots, List<String> security, @Nullable ObjectNode rendered) {
    static final Before NOTHING = new Before(List.of(), List.of(), null);

    ResourceState state() {
      return ResourceState.of(slots, security);
    }

    @Override
    public String toString() {
      return "Before[" + slots.size() + " slots]";
    }
  }

  private Before before() {
    return version == 0 && state.slots().isEmpty()
        ? Before.NOTHING
        : new Before(List.copyOf(state.slots()), List.copyOf(state.security()), rendered);
  }

  /** A risen rank can show another contribution, so confirmations are looked at as well. */
  private boolean mayLookDifferent(ResourceState.Effect effect, List<Mark> confirmations) {
    return effect == ResourceState.Effect.CHANGED
        || confirmations.stream().anyMatch(mark -> state.isContested(mark.slots()));
  }

  /** Renders the state; returns whether it looks different. */
  private boolean render(Before before) {
    ObjectNode now = state.render(type, id.toString());
    rendered = now;
    if (version == 0) {
      return true;
    }
    ObjectNode known = before.rendered();
    return !Json.same(now, known != null ? known : before.state().render(type, id.toString()));
  }

  private void startVersion(Before before, long entrySeq, long micros) {
    if (version > storedVersion) {
      // Made by an earlier entry of this batch: it goes to the history without a row.
      byte[] plain = StateCodec.encode(new StateCodec.Stored(before.state(), firstKept));
      superseded.add(new Superseded(version, lastUpdatedMicros, seq, plain));
    }
    version++;
    seq = entrySeq;
    lastUpdatedMicros = micros;
    stateChanged = true;
  }

  /** Shared resources are written only when they differ, so repeats leave no trace there. */
  private void keep(StatementDelta delta, boolean newVersion, Consumer<Kept> kept) {
    if (newVersion || stateChanged || !FhirTypes.isShared(type)) {
      kept.accept(new Kept(rid, delta));
    }
  }

  private void keepQuietly(
      ResourceState.Effect effect, List<Mark> confirmations, Before before, Consumer<Kept> kept) {
    if (effect == ResourceState.Effect.CHANGED) {
      keepFirst(before, kept);
      stateChanged = true;
    }
    if (FhirTypes.isShared(type)) {
      return;
    }
    for (Mark mark : confirmations) {
      marks = Mark.add(marks, mark);
      marksChanged = true;
    }
    if (marks.size() > Mark.LIMIT) {
      stateChanged = true;
    }
  }

  /** The body of the first version will no longer be the first statement alone. */
  private void keepFirst(Before before, Consumer<Kept> kept) {
    if (version == 1 && !firstKept) {
      kept.accept(new Kept(rid, StatementDelta.ofFirstVersion(seq, before.state())));
      firstKept = true;
    }
  }

  /** The Patient it belongs to, itself for a Patient, 0 for none. */
  long patientRid() {
    return patientRid;
  }

  /** From here on it is of another Patient. */
  void moveTo(long patient) {
    if (patientRid != patient) {
      patientRid = patient;
      stateChanged |= version > 0;
    }
  }

  ResourceState state() {
    return state;
  }

  int version() {
    return version;
  }

  long lastUpdatedMicros() {
    return lastUpdatedMicros;
  }

  long seq() {
    return seq;
  }

  /** Whether the row must be written. */
  boolean isStateChanged() {
    return stateChanged;
  }

  /** The marks to be written, when the row is not. */
  List<Mark> changedMarks() {
    return marksChanged && !stateChanged ? marks : List.of();
  }

  List<Superseded> superseded() {
    return superseded;
  }

  /** As it looks now. */
  ObjectNode rendered() {
    ObjectNode known = rendered;
    return known != null ? known : state.render(type, id.toString());
  }

  byte[] encoded() {
    return StateCodec.encode(new StateCodec.Stored(state, firstKept));
  }
}
