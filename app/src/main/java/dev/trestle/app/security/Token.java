package dev.trestle.app.security;

import java.time.Instant;
import java.util.List;

/**
 * A bearer token as it is known here: without its text.
 *
 * @param name who uses it; stands in the audit
 * @param roles what it may do
 * @param personView which records it is shown as one person
 * @param expiresAt when it ends
 */
public record Token(String name, List<Role> roles, PersonView personView, Instant expiresAt) {
  public Token {
    roles = List.copyOf(roles);
  }
}
