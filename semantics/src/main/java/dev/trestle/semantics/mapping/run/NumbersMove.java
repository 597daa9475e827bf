package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.convert.Draft;
import dev.trestle.semantics.mapping.convert.Feed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that move from one patient to another (A43, HL7 v2.5.1 §3.3.43): those that stand in
 * MRG-1 and in PID-3, or where none does all of MRG-1. What else stands in PID-3, or PID-2, names
 * the patient they move to; what else stands in MRG-1, or MRG-4, the one they were of. Where
 * nothing else stands in PID-3, they are to be a patient of their own.
 */
final class NumbersMove {
  private static final int IDENTIFIERS = 3;
  private static final int PERSON = 2;
  private static final int FORMER = 1;
  private static final int FORMER_PERSON = 4;
  private static final String SEVERAL =
      "Numbers of several patients move in one message: which of them go where is not said.";
  private static final String NOBODY =
      "The message does not say to which patient the numbers move: PID-3 or PID-2 has to name it"
          + " by another number of the same health system.";
  private static final String SELF = "The numbers move from a patient to the same patient.";

  private final Segment pid;
  private final Segment prior;
  private final ResourceKey target;
  private final ResourceKey moved;
  private final @Nullable ResourceKey source;

  private NumbersMove(
      Segment pid,
      Segment prior,
      ResourceKey target,
      ResourceKey moved,
      @Nullable ResourceKey source) {
    this.pid = pid;
    this.prior = prior;
    this.target = target;
    this.moved = moved;
    this.source = source;
  }

  /**
   * What a message says, or why it says nothing that can be done.
   *
   * @param move null where there is a reason
   */
  record Reading(@Nullable NumbersMove move, String reason) {}

  static Reading of(Hl7Message message, Feed feed) {
    List<Segment> pids = message.all("PID");
    List<Segment> priors = message.all("MRG");
    if (pids.size() != 1 || priors.size() != 1) {
      return new Reading(null, SEVERAL);
    }
    Segment pid = pids.get(0);
    Segment prior = priors.get(0);
    ResourceKey former = PatientNames.key(prior, FORMER, feed);
    if (former == null) {
      return new Reading(null, "No identifier in MRG-1 names a patient.");
    }
    ResourceKey here = PatientNames.key(pid, IDENTIFIERS, feed);
    List<BusinessKey> both = new ArrayList<>(former.names());
    both.retainAll(here == null ? List.of() : here.names());
    ResourceKey moved = both.isEmpty() ? former : with(former, both);
    ResourceKey target = without(here, moved, PatientNames.key(pid, PERSON, feed));
    ResourceKey source = without(former, moved, PatientNames.key(prior, FORMER_PERSON, feed));
    boolean alone = target == null && source != null && !both.isEmpty();
    target = alone ? moved : target;
    if (target == null || !target.scope().equals(moved.scope())) {
      return new Reading(null, NOBODY);
    }
    if (source != null && !Collections.disjoint(source.names(), target.names())) {
      return new Reading(null, SELF);
    }
    return new Reading(new NumbersMove(pid, prior, target, moved, source), "");
  }

  private static ResourceKey with(ResourceKey key, List<BusinessKey> names) {
    return new ResourceKey(key.type(), key.scope(), null, names);
  }

  /** What a key names beside the numbers that move; else what another one does. */
  private static @Nullable ResourceKey without(
      @Nullable ResourceKey key, ResourceKey moved, @Nullable ResourceKey other) {
    for (ResourceKey one : key == null ? nullable(other) : both(key, other)) {
      List<BusinessKey> names = new ArrayList<>(one.names());
      names.removeAll(moved.names());
      if (!names.isEmpty()) {
        return with(one, names);
      }
    }
    return null;
  }

  private static List<ResourceKey> both(ResourceKey one, @Nullable ResourceKey other) {
    return other == null ? List.of(one) : List.of(one, other);
  }

  private static List<ResourceKey> nullable(@Nullable ResourceKey one) {
    return one == null ? List.of() : List.of(one);
  }

  /** The patient that the message is about: without the numbers that are only on their way. */
  ResourceKey target() {
    return target;
  }

  /** Says what moves, with what PID-3 says of the numbers as part of the decision. */
  Move say(Statements statements, Draft draft, Feed feed) {
    int patient = statements.name(target);
    for (int i = 1; i <= pid.repetitions(IDENTIFIERS); i++) {
      ScopedIdentifier number = number(pid, IDENTIFIERS, i, feed);
      BusinessKey name = new BusinessKey(BusinessKey.PATIENT, number.authority(), number.value());
      String sent = pid.text(IDENTIFIERS, i, 1, 0).strip();
      Slot slot = statements.find(patient, "identifier[" + number.authority() + "|" + sent + "]");
      if (slot != null && moved.names().contains(name)) {
        statements.say(patient, Statement.MOVED, slot);
      }
    }
    draft.begin(0);
    for (int field : List.of(FORMER, FORMER_PERSON)) {
      for (int i = 1; i <= prior.repetitions(field); i++) {
        draft.use(prior, field, i, 0);
      }
    }
    draft.commit();
    return new Move(patient, moved, statements.time(), source);
  }

  private static ScopedIdentifier number(Segment segment, int field, int repetition, Feed feed) {
    return feed.resolve(
        segment.text(field, repetition, 1, 0).strip(),
        segment.text(field, repetition, 4, 1),
        segment.text(field, repetition, 4, 2));
  }
}
