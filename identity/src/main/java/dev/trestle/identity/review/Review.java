package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two records that a person should look at.
 *
 * @param pair internal numbers of the Patients
 * @param deferred somebody looked and could not say yet
 * @param posterior probability that they are one person
 * @param model version of the model that said so; empty for a contradiction
 * @param urgency expected harm of waiting, times how uncertain the answer is
 * @param proposal that waits for a second person, or null
 */
public record Review(
    long id,
    Pair pair,
    ReviewKind kind,
    ReviewStatus status,
    boolean deferred,
    double posterior,
    String model,
    Instant openedAt,
    double urgency,
    @Nullable Proposal proposal) {
  /** As readers of the queue see it: a planted one looks like any other until it is answered. */
  public String shown() {
    boolean secret = kind == ReviewKind.PLANTED && status == ReviewStatus.OPEN;
    return (secret ? ReviewKind.POSSIBLE_MATCH : kind).id();
  }

  /** The link that one person wants; a second one is needed. */
  public record Proposal(long id, String actor, Instant at) {
    /** Whether this is whoever made it; names are compared without regard to case. */
    public boolean isBy(String person) {
      return actor.strip().equalsIgnoreCase(person.strip());
    }
  }
}
