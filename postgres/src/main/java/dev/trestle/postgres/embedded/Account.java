package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A user of this machine as {@code /etc/passwd} has it.
 *
 * @param name login name
 * @param user numeric id
 * @param group numeric id of the primary group
 */
record Account(String name, int user, int group) {
  private static final int FIELDS = 4;
  private static final int OVERFLOW_ID = 65_534;

  /** What the kernel shows for an id it does not know: owns nothing on a sound machine. */
  static Account nobody() {
    return named("nobody").orElse(new Account("nobody", OVERFLOW_ID, OVERFLOW_ID));
  }

  static Optional<Account> named(String name) {
    return find(name, 0);
  }

  /** The account of a numeric id; without one, name and group are the number. */
  static Account ofId(int user) {
    return withId(user).orElse(new Account(Integer.toString(user), user, user));
  }

  static Optional<Account> withId(int user) {
    return find(Integer.toString(user), 2);
  }

  private static Optional<Account> find(String wanted, int field) {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(":", -1);
        if (fields.length >= FIELDS && fields[field].equals(wanted)) {
          return Optional.of(
              new Account(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
