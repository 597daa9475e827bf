package dev.trestle.identity.match;

import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.Standardiser;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.DateReader;
import dev.trestle.kernel.record.PatientChanges.PatientVersion;
import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * The comparison as the resolver uses it: Patients become sealed profiles with keys to find them
 * by, two profiles become a finding. Thread-safe.
 */
public final class Matcher {
  private static final String SEALED = "match_traits";

  /** Nobody's date of birth is before it, or a placeholder. */
  private static final int EARLIEST = 19_000_101;

  /** A date to come is a finding of the message; nothing here knows what day it is. */
  private static final int LATEST = 99_991_231;

  private final LinkModel model;
  private final AuthoritySystems authorities;
  private final Standardiser standardiser;
  private final BlockKeys keys;
  private final KeyedHash digest;
  private final Sealer sealer;
  private final String method;

  public Matcher(LinkModel model, AuthoritySystems authorities, Keyring keyring, Sealer sealer) {
    this.model = model;
    this.authorities = authorities;
    this.standardiser =
        new Standardiser(
            model.placeholders(),
            new DateReader(BirthDates.year(EARLIEST), false), // dates come with all digits
            EARLIEST,
            LATEST);
    this.keys = new BlockKeys(keyring.index("identity.block"), model.nicknames());
    this.digest = keyring.index("identity.digest");
    this.sealer = sealer;
    this.method =
        model.version()
            + ":"
            + hex(
                digest.hash64(
                    List.of(authorities.toString(), String.valueOf(Comparison.KEPT_FROM))));
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }

  /**
   * Model, authorities and what is kept: with another method everybody is looked at again. Holds no
   * patient data.
   */
  public String method() {
    return method;
  }

  public AuthoritySystems authorities() {
    return authorities;
  }

  /**
   * A record as it is compared.
   *
   * @param digest equal for equal traits and method
   * @param blocks keys to find it by
   * @param sealed the traits, for {@link #open}
   * @param opened what {@link #open} makes of it
   */
  public record Profile(
      long rid,
      UUID id,
      long seq,
      Standing standing,
      UUID digest,
      List<Long> blocks,
      byte[] sealed,
      Opened opened) {
    public Profile {
      blocks = List.copyOf(blocks);
    }
  }

  /** Reads a Patient; one that cannot be read becomes a profile that is never compared. */
  public Profile profile(PatientVersion patient) {
    Subject subject = subject(patient.json());
    String text = SubjectText.of(subject);
    return new Profile(
        patient.rid(),
        patient.id(),
        patient.seq(),
        subject.standing(),
        digest.hash128(List.of(method, text)).toUuid(),
        keys.of(subject),
        sealer.seal(SEALED, place(patient.rid()), text.getBytes(StandardCharsets.UTF_8)),
        new Opened(patient.rid(), subject, text.length()));
  }

  private Subject subject(JsonNode patient) {
    try {
      return new PatientSubject(patient, model.placeholders(), standardiser, authorities).read();
    } catch (RuntimeException defect) {
      return Subject.none(Standing.UNREADABLE);
    }
  }

  /** Somebody who is asked for and has no record; {@code rid} is a number that no record has. */
  public Opened asked(long rid, JsonNode patient) {
    return new Opened(rid, subject(patient), 0);
  }

  /** How much a Patient says of who it is. */
  public IdentityWeight weight(JsonNode patient) {
    return IdentityWeight.of(patient, subject(patient));
  }

  /** The keys under which somebody is looked for. */
  public List<Long> blocks(Opened opened) {
    return keys.of(opened.subject);
  }

  /** Opens a profile. */
  public Opened open(long rid, byte[] sealed) {
    String text = new String(sealer.open(SEALED, place(rid), sealed), StandardCharsets.UTF_8);
    return new Opened(rid, SubjectText.parse(text), text.length());
  }

  private static byte[] place(long rid) {
    return ByteBuffer.allocate(Long.BYTES).putLong(rid).array();
  }

  /** An opened profile; patient data. */
  public static final class Opened {
    private final long rid;
    private final Subject subject;
    private final int letters;

    private Opened(long rid, Subject subject, int letters) {
      this.rid = rid;
      this.subject = subject;
      this.letters = letters;
    }

    Subject subject() {
      return subject;
    }

    /** How long it is: what it takes to keep it in memory. */
    public int letters() {
      return letters;
    }

    public long rid() {
      return rid;
    }

    @Override
    public String toString() {
      return "Opened[" + rid + "]";
    }
  }

  /** What two records come to. */
  public enum Verdict {
    /** They share an identifier of a shared authority and nothing speaks against it. */
    LINK(1),
    /** They share one, but something speaks against it. */
    DOUBTFUL_LINK(2),
    /** They may be linked by themselves, unless somebody else may be one of the two. */
    AUTOMATIC(3),
    /** A person should look at them. */
    REVIEW(4),
    /** Near enough to be kept, and not worth a look. */
    NEAR(5);

    private final int number;

    Verdict(int number) {
      this.number = number;
    }

    /** As stored. */
    public int number() {
      return number;
    }

    public static Verdict of(int number) {
      return values()[number - 1];
    }
  }

  /**
   * A verdict with its evidence.
   *
   * @param conflict whether the two can be no part of one automatic group: something speaks against
   *     it, or one health system keeps them as two
   */
  public record Found(Verdict verdict, Assessment assessment, boolean conflict) {}

  /** An empty table for {@link #put}. */
  public PeopleEncoder encoder() {
    return new PeopleEncoder(standardiser, List.of());
  }

  /** Puts a record into a table under its number, if it takes part in comparing. */
  public static boolean put(PeopleEncoder table, Opened record) {
    boolean isCompared = record.subject.standing() == Standing.COMPARABLE;
    if (isCompared) {
      table.add(Long.toString(record.rid), record.subject.traits());
    }
    return isCompared;
  }

  /** The comparison of some records. */
  public Comparison comparison(Collection<Opened> records) {
    return new Comparison(model, standardiser, records);
  }

  /** The model it goes by. */
  public LinkModel model() {
    return model;
  }
}
