package dev.trestle.app.http;

import dev.trestle.app.security.TokenStore;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.review.Answer;
import dev.trestle.identity.review.AnswerStep;
import dev.trestle.identity.review.Decisions;
import dev.trestle.identity.review.Review;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.store.OverlayStore.Alarm;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What people decide about who is who, with its audit: the same from the API and the console. */
public final class IdentityDecisions {
  private final HttpParts parts;

  public IdentityDecisions(HttpParts parts) {
    this.parts = parts;
  }

  /** As {@link Decisions#link}. */
  public AnswerStep link(Member first, Member second, String reason, Principal who) {
    Optional<Assessment> seen =
        first.rid() == second.rid()
            ? Optional.empty()
            : parts.identity().matching().explain(first.rid(), second.rid());
    return Audited.change(
        parts,
        who,
        "identity-link",
        "link",
        () -> {
          refuseNobody(Answer.SAME, who);
          return parts
              .identity()
              .decisions()
              .link(first.rid(), second.rid(), who.getName(), reason, seen);
        },
        step -> action(step, "identity-link"),
        step -> List.of(first.id(), second.id()));
  }

  /** Where two people are needed it has to be known who they are. */
  private void refuseNobody(Answer answer, Principal who) {
    if (answer == Answer.SAME
        && who.getName().equals(TokenStore.LOCAL)
        && parts.identity().decisions().needsTwoPersons()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A link needs two people here, and commands on this machine do not say who you are."
              + " Set TRESTLE_TOKEN to a token of yours, or use the console.");
    }
  }

  /** A proposal is another thing than a link that is made. */
  private static String action(AnswerStep step, String done) {
    return switch (step) {
      case PROPOSED -> "identity-propose";
      case AGREED -> "identity-agree";
      case DISAGREED -> "identity-disagree";
      case MEASURED -> "identity-measured";
      case DONE, FELL -> done;
    };
  }

  /** As {@link Decisions#unlink}. */
  public void unlink(long id, String reason, Principal who) {
    Audited.change(
        parts,
        who,
        "identity-unlink",
        "link " + id,
        () -> parts.identity().decisions().unlink(id, who.getName(), reason),
        (Link link) -> patients(link.survivorRid(), link.retiredRid()));
  }

  /** As {@link Decisions#decide}. */
  public AnswerStep decide(long id, Answer answer, String reason, Principal who) {
    return Audited.change(
        parts,
        who,
        "identity-" + answer.id(),
        "review " + id,
        () -> {
          refuseNobody(answer, who);
          return parts.identity().decisions().decide(id, answer, who.getName(), reason);
        },
        step -> action(step, "identity-" + answer.id()),
        step -> {
          Review review = parts.identity().decisions().review(id).review();
          return patients(review.pair().low(), review.pair().high());
        });
  }

  /** As {@link dev.trestle.identity.review.KnownPairs#plant}. */
  public void plant(long id, boolean same, String reason, Principal who) {
    Audited.change(
        parts,
        who,
        "identity-plant",
        "review " + id + ": " + reason,
        () -> {
          parts.identity().desk().known().plant(id, same, who.getName());
          return id;
        });
  }

  /** As {@link dev.trestle.identity.review.KnownPairs#draw}. */
  public int plant(int size, String reason, Principal who) {
    return Audited.change(
        parts,
        who,
        "identity-plant",
        "draw of " + size + ": " + reason,
        () -> parts.identity().desk().known().draw(size, who.getName()));
  }

  /** As {@link dev.trestle.records.overlay.AlarmStore#decide}. */
  public Alarm alarm(long id, boolean same, String reason, Principal who) {
    return Audited.change(
        parts,
        who,
        same ? "alarm-same" : "alarm-other",
        "overlay alarm " + id,
        () -> parts.identity().alarms().decide(id, same, who.getName(), reason),
        alarm -> List.of(alarm.patientId()));
  }

  /** As {@link dev.trestle.app.person.GoldenPersons#verify}. */
  public void verify(
      String patient, String element, boolean isVerified, String reason, Principal who) {
    UUID id =
        PatientOf.uuid(patient)
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such Patient"));
    Audited.change(
        parts,
        who,
        isVerified ? "identity-verify" : "identity-verify-withdraw",
        element,
        () ->
            parts
                .identity()
                .golden()
                .verify(
                    id, parts.identity().links()::with, element, isVerified, who.getName(), reason),
        known -> known.patients());
  }

  private List<UUID> patients(long one, long other) {
    return List.copyOf(parts.identity().persons().ids(Set.of(one, other)).values());
  }
}
