package dev.trestle.app.security;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The people of the console: made by an administrator, signing in by name and password. Wrong
 * passwords in a row close a name for a while that doubles (NIST SP 800-63B §5.2.2); an unknown
 * name costs as long to refuse as a known one.
 */
public final class Users {
  /** Characters of a password at least (NIST SP 800-63B §5.1.1.2 asks for 8). */
  public static final int PASSWORD_CHARACTERS = 12;

  /** Bcrypt reads no further. */
  static final int PASSWORD_BYTES = 72;

  /** Wrong passwords in a row that close a name for a while. */
  static final int FAILURES_BORNE = 5;

  static final Duration FIRST_CLOSED = Duration.ofMinutes(1);
  static final int MOST_DOUBLINGS = 5;

  /** Who the first start makes. */
  public static final String FIRST_NAME = "admin";

  private static final int STRENGTH = 11;

  /** Of 24 random bytes that nobody kept; made beforehand, because making it takes a while. */
  private static final String NOBODYS_HASH =
      "$2a$" + STRENGTH + "$yi.O9crHX4hZALofreCWrue/p7cg2Yav2SYbqjzyH9IK6fFs6irOa";

  private static final int GENERATED_CHARACTERS = 20;
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final String NAME = "[a-z][a-z0-9._-]{1,39}";

  private final UserStore store;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(STRENGTH);

  public Users(DataSource database, Clock clock) {
    this.store = new UserStore(database, clock);
    this.clock = clock;
  }

  /** What a sign-in came to. */
  public enum SignIn {
    RIGHT,
    /** No such name, a wrong password, or a person who may not sign in. */
    WRONG,
    /** Too many wrong passwords: whatever comes now is refused for a while. */
    CLOSED
  }

  /** Makes the first administrator when there is nobody; returns the password, kept nowhere. */
  public Optional<String> first() {
    if (!store.from("", 1).isEmpty()) {
      return Optional.empty();
    }
    String password = generated();
    List<Role> all = List.of(Role.OPERATE, Role.STEWARD, Role.ADMINISTER, Role.AUDIT);
    return store.addFirst(FIRST_NAME, encoder.encode(password), all)
        ? Optional.of(password)
        : Optional.empty();
  }

  /** Looks a password up. */
  public SignIn signIn(String name, String password) {
    Optional<UserStore.Stored> found = store.find(name);
    if (found.isPresent() && isClosed(found.get())) {
      return SignIn.CLOSED;
    }
    String hash = found.map(UserStore.Stored::hash).orElse(NOBODYS_HASH);
    boolean right =
        password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= PASSWORD_BYTES
            && encoder.matches(password, hash);
    if (found.isEmpty()) {
      return SignIn.WRONG;
    }
    if (!right || !found.get().user().enabled()) {
      store.failed(name);
      return SignIn.WRONG;
    }
    store.right(name);
    return SignIn.RIGHT;
  }

  private boolean isClosed(UserStore.Stored stored) {
    int beyond = stored.failed() - FAILURES_BORNE;
    if (beyond < 0 || stored.failedAt().isEmpty()) {
      return false;
    }
    Duration closed = FIRST_CLOSED.multipliedBy(1L << Math.min(beyond, MOST_DOUBLINGS));
    return clock.instant().isBefore(stored.failedAt().get().plus(closed));
  }

  /** The person, if there is one by this name. */
  public Optional<User> find(String name) {
    return store.find(name).map(UserStore.Stored::user);
  }

  /** Whether a session that began then still counts. */
  public boolean lasts(String name, Instant since) {
    return find(name).filter(u -> u.enabled() && !u.changedAt().isAfter(since)).isPresent();
  }

  /**
   * So many by name.
   *
   * @param name the first one or whoever comes next; empty for the very first
   */
  public List<User> from(String name, int limit) {
    return store.from(name, limit);
  }

  /** Everybody, by name. */
  public List<User> all() {
    return store.all();
  }

  /**
   * Makes a person; returns the generated password, kept nowhere.
   *
   * @throws TrestleException REQUEST_INVALID the name is not one; CONFLICT it is taken
   */
  public String create(String name, List<Role> roles) {
    if (!name.matches(NAME)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A name has 2 to 40 small letters, digits, dots, dashes, and begins with a letter");
    }
    String password = generated();
    if (!store.add(name, encoder.encode(password), roles)) {
      throw new TrestleException(ProblemCode.CONFLICT, "There is somebody named " + name);
    }
    return password;
  }

  /** Gives a person a new generated password, which ends the sessions; returns it. */
  public String reset(String name) {
    String password = generated();
    known(store.password(name, encoder.encode(password)));
    return password;
  }

  /**
   * Changes the person's own password.
   *
   * @throws TrestleException REQUEST_INVALID it is too short or too long
   */
  public void change(String name, String password) {
    int bytes = password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (password.codePointCount(0, password.length()) < PASSWORD_CHARACTERS
        || bytes > PASSWORD_BYTES
        || password.contains(name)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A password has "
              + PASSWORD_CHARACTERS
              + " to "
              + PASSWORD_BYTES
              + " characters and does not hold the name");
    }
    known(store.password(name, encoder.encode(password)));
  }

  /** Gives other roles, which ends the sessions. */
  public void roles(String name, List<Role> roles) {
    known(store.roles(name, roles));
  }

  /** Lets a person sign in, or not any more. */
  public void enabled(String name, boolean enabled) {
    known(store.enabled(name, enabled));
  }

  private static void known(boolean found) {
    if (!found) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "There is nobody of this name");
    }
  }

  private String generated() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GENERATED_CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
