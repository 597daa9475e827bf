package dev.trestle.app.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person who signs in to the console.
 *
 * @param name stands in the audit
 * @param roles what the person may do
 * @param createdAt when the name was made
 * @param changedAt when password, roles or state changed last; sessions from before end
 * @param disabledAt since when the person may not sign in
 */
public record User(
    String name,
    List<Role> roles,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> disabledAt) {
  public User {
    roles = List.copyOf(roles);
  }

  /** Whether the person may sign in at all. */
  public boolean enabled() {
    return disabledAt.isEmpty();
  }
}
