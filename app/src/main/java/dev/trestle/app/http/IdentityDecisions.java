package dev.trestle.app.http;

import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.PersonStore.Member;
import dev.trestle.identity.review.Decisions;
import dev.trestle.identity.review.Review;
import dev.trestle.records.store.OverlayStore.Alarm;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What people decide about who is who, with its audit: the same from the API and the console. */
public final class IdentityDecisions {
  private final HttpParts parts;

  public IdentityDecisions(HttpParts parts) {
    this.parts = parts;
  }

  /** As {@link Decisions#link}. */
  public void link(Member first, Member second, String reason, Principal who) {
    Audited.change(
        parts,
        who,
        "identity-link",
        "link",
        () -> {
          parts.identity().decisions().link(first.rid(), second.rid(), who.getName(), reason);
          return List.of(first.id(), second.id());
        },
        ids -> ids);
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
  public void decide(long id, Decisions.Answer answer, String reason, Principal who) {
    Audited.change(
        parts,
        who,
        "identity-" + answer.name().toLowerCase(Locale.ROOT),
        "review " + id,
        () -> {
          Review review = parts.identity().decisions().review(id).review();
          parts.identity().decisions().decide(id, answer, who.getName(), reason);
          return review;
        },
        review -> patients(review.pair().low(), review.pair().high()));
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

  private List<UUID> patients(long one, long other) {
    return List.copyOf(parts.identity().persons().ids(Set.of(one, other)).values());
  }
}
