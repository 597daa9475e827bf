package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.convert.Draft;
import dev.trestle.semantics.mapping.convert.Feed;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit that moves from the patient of MRG-1 to the one of PID-3 (HL7 v2.5.1 §3.3.45). MRG-5 is
 * its number there, PV1-19 its number here; one visit for each message.
 */
final class VisitMove {
  private static final String VISIT = "visit";
  private static final String SUBJECT = "subject";
  private static final int IDENTIFIERS = 3;
  private static final int FORMER_PATIENT = 1;
  private static final int FORMER_VISIT = 5;
  private static final int VISIT_NUMBER = 19;

  private final Segment prior;
  private final ResourceKey formerPatient;
  private final ScopedIdentifier number;

  private VisitMove(Segment prior, ResourceKey formerPatient, ScopedIdentifier number) {
    this.prior = prior;
    this.formerPatient = formerPatient;
    this.number = number;
  }

  /** The move, or null when the segments do not name one visit and two patients. */
  static @Nullable VisitMove of(
      List<Segment> pids, List<Segment> priors, List<Segment> visits, Feed feed) {
    if (pids.size() != 1 || priors.size() != 1 || visits.size() != 1) {
      return null;
    }
    Segment prior = priors.get(0);
    ResourceKey patient = PatientNames.key(pids.get(0), IDENTIFIERS, feed);
    ResourceKey former = PatientNames.key(prior, FORMER_PATIENT, feed);
    boolean two =
        patient != null && former != null && Collections.disjoint(patient.names(), former.names());
    ScopedIdentifier here = number(visits.get(0), VISIT_NUMBER, feed);
    ScopedIdentifier there = number(prior, FORMER_VISIT, feed);
    return former == null || !two || here == null
        ? null
        : new VisitMove(prior, former, there == null ? here : there);
  }

  private static @Nullable ScopedIdentifier number(Segment segment, int field, Feed feed) {
    String value = segment.text(field, 1, 1, 0).strip();
    return value.isEmpty()
        ? null
        : feed.resolve(value, segment.text(field, 1, 4, 1), segment.text(field, 1, 4, 2));
  }

  /** Says whose the visit is, once what the message says of the visit itself is said. */
  Move say(Statements statements, Draft draft, MessagePlan plan) {
    int visit = statements.current(VISIT);
    draft.begin(subjectRule(plan));
    Slot slot =
        new Slot(SUBJECT, draft.reference(statements.current("patient")), null, draft.take(0));
    draft.use(prior, FORMER_PATIENT, 1, 0);
    draft.use(prior, FORMER_VISIT, 1, 0);
    draft.commit();
    statements.say(visit, Statement.MOVED, slot);
    statements.name(formerPatient);
    BusinessKey name = new BusinessKey(VISIT, number.authority(), number.value());
    ResourceKey former =
        new ResourceKey(statements.key(visit).type(), number.scope(), formerPatient, List.of(name));
    return new Move(visit, former, statements.time());
  }

  private static int subjectRule(MessagePlan plan) {
    for (MapPlan map : plan.maps()) {
      for (RulePlan rule : map.rules()) {
        if (map.role().equals(VISIT) && rule.element().equals(SUBJECT)) {
          return rule.ordinal();
        }
      }
    }
    return 0;
  }
}
