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
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that moves from the patient of MRG-1 to the one of PID-3: a visit (HL7 v2.5.1 §3.3.45;
 * MRG-5 is its number there, PV1-19 its number here) or an account (§3.3.44; MRG-3 and PID-18). One
 * for each message.
 */
final class PatientMove {
  private static final String SUBJECT = "subject";
  private static final int IDENTIFIERS = 3;
  private static final int FORMER_PATIENT = 1;

  /** What can move, by the fields that number it. */
  enum What {
    VISIT("visit", "PV1", 19, 5, "subject"),
    /** Whose it is, is a list; the map has its place. */
    ACCOUNT("account", "PID", 18, 3, "subject[PID]");

    private final String role;
    private final String segment;
    private final int field;
    private final int former;
    private final String path;

    What(String role, String segment, int field, int former, String path) {
      this.role = role;
      this.segment = segment;
      this.field = field;
      this.former = former;
      this.path = path;
    }
  }

  private final What what;
  private final Segment prior;
  private final ResourceKey formerPatient;
  private final ScopedIdentifier number;

  private PatientMove(
      What what, Segment prior, ResourceKey formerPatient, ScopedIdentifier number) {
    this.what = what;
    this.prior = prior;
    this.formerPatient = formerPatient;
    this.number = number;
  }

  /** The move, or null when the segments do not name one thing and two patients. */
  static @Nullable PatientMove of(What what, Hl7Message message, Feed feed) {
    List<Segment> pids = message.all("PID");
    List<Segment> priors = message.all("MRG");
    List<Segment> numbered = message.all(what.segment);
    if (pids.size() != 1 || priors.size() != 1 || numbered.size() != 1) {
      return null;
    }
    Segment prior = priors.get(0);
    ResourceKey patient = PatientNames.key(pids.get(0), IDENTIFIERS, feed);
    ResourceKey former = PatientNames.key(prior, FORMER_PATIENT, feed);
    boolean two =
        patient != null && former != null && Collections.disjoint(patient.names(), former.names());
    ScopedIdentifier here = number(numbered.get(0), what.field, feed);
    ScopedIdentifier there = number(prior, what.former, feed);
    return former == null || !two || here == null
        ? null
        : new PatientMove(what, prior, former, there == null ? here : there);
  }

  private static @Nullable ScopedIdentifier number(Segment segment, int field, Feed feed) {
    String value = segment.text(field, 1, 1, 0).strip();
    return value.isEmpty()
        ? null
        : feed.resolve(value, segment.text(field, 1, 4, 1), segment.text(field, 1, 4, 2));
  }

  /** Says whose it is, once what the message says of the thing itself is said. */
  Move say(Statements statements, Draft draft, MessagePlan plan) {
    int thing = statements.current(what.role);
    draft.begin(subjectRule(plan));
    JsonNode whose = draft.reference(statements.current("patient"));
    JsonNode value = what == What.ACCOUNT ? draft.array().add(whose) : whose;
    Slot slot = new Slot(what.path, value, null, draft.take(0));
    draft.use(prior, FORMER_PATIENT, 1, 0);
    draft.use(prior, what.former, 1, 0);
    draft.commit();
    statements.say(thing, Statement.MOVED, slot);
    statements.name(formerPatient);
    BusinessKey name = new BusinessKey(what.role, number.authority(), number.value());
    ResourceKey former =
        new ResourceKey(statements.key(thing).type(), number.scope(), formerPatient, List.of(name));
    return new Move(thing, former, statements.time());
  }

  private int subjectRule(MessagePlan plan) {
    for (MapPlan map : plan.maps()) {
      for (RulePlan rule : map.rules()) {
        if (map.role().equals(what.role) && rule.element().equals(SUBJECT)) {
          return rule.ordinal();
        }
      }
    }
    return 0;
  }
}
