package dev.trestle.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Makes tokens of 256 random bits and knows them again by their SHA-256. */
public final class TokenStore {
  /** The name of the token that commands on this machine use. */
  public static final String LOCAL = "local";

  private static final String PREFIX = "trestle_";
  private static final int RANDOM_BYTES = 32;
  private final Jdbi jdbi;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public TokenStore(DataSource database, Clock clock) {
    this.jdbi = Jdbi.create(database);
    this.clock = clock;
  }

  /** Makes a token and returns its text, which is kept nowhere. */
  public String create(String name, List<Role> roles, Duration validity) {
    return create(name, roles, PersonView.LINKED, validity);
  }

  /** The same with another view of persons. */
  public String create(String name, List<Role> roles, PersonView view, Duration validity) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant expires = clock.instant().plus(validity);
    jdbi.useTransaction(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into access_token (hash, name, roles, person_view, expires_at)
                    values (:hash, :name, :roles, :view, :expires)
                    """)
                .bind("hash", hash(text))
                .bind("name", name)
                .bind("roles", roles.stream().map(Role::id).collect(Collectors.joining(",")))
                .bind("view", view.id())
                .bind("expires", expires.atOffset(ZoneOffset.UTC))
                .execute());
    return text;
  }

  /** The token with this text, if it is valid now. */
  public Optional<Token> find(String text) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select name, roles, person_view, expires_at from access_token
                     where hash = :hash and revoked_at is null and expires_at > :now
                    """)
                .bind("hash", hash(text))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .map(
                    (row, context) ->
                        new Token(
                            row.getString("name"),
                            Arrays.stream(row.getString("roles").split(",")).map(Role::of).toList(),
                            PersonView.of(row.getString("person_view")),
                            row.getTimestamp("expires_at").toInstant()))
                .findOne());
  }

  /** A token that was made, valid or not; its roles by name with commas. */
  public record Issued(
      String name,
      String roles,
      String personView,
      Instant createdAt,
      Instant expiresAt,
      Optional<Instant> revokedAt) {}

  /** All tokens that were ever made, the newest first. */
  public List<Issued> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select name, roles, person_view, created_at, expires_at, revoked_at
                      from access_token order by id desc
                    """)
                .map(
                    (row, context) ->
                        new Issued(
                            row.getString("name"),
                            row.getString("roles"),
                            row.getString("person_view"),
                            row.getTimestamp("created_at").toInstant(),
                            row.getTimestamp("expires_at").toInstant(),
                            Optional.ofNullable(row.getTimestamp("revoked_at"))
                                .map(java.util.Date::toInstant)))
                .list());
  }

  /** Ends all tokens of a name; returns how many there were. */
  public int revoke(String name) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createUpdate(
                    "update access_token set revoked_at = now() where name = :name and revoked_at is null")
                .bind("name", name)
                .execute());
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
