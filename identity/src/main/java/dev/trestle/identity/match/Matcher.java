package dev.trestle.identity.match;

import dev.trestle.kernel.record.PatientChanges.PatientVersion;
import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The comparison as the resolver uses it: Patients become sealed profiles with keys to find them
 * by, two profiles become a finding. Thread-safe.
 */
public final class Matcher {
  private static final String SEALED = "match_traits";
  private final MatchModel model;
  private final AuthoritySystems authorities;
  private final Comparison comparison;
  private final BlockKeys keys;
  private final KeyedHash digest;
  private final Sealer sealer;
  private final String method;

  public Matcher(MatchModel model, AuthoritySystems authorities, Keyring keyring, Sealer sealer) {
    this.model = model;
    this.authorities = authorities;
    this.comparison = new Comparison(model);
    this.keys = new BlockKeys(keyring.index("identity.block"), model.nicknames());
    this.digest = keyring.index("identity.digest");
    this.sealer = sealer;
    this.method = model.version() + ":" + hex(digest.hash64(List.of(authorities.toString())));
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }

  /**
   * Model and authorities: with another method everybody is looked at again. Holds no patient data.
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
    Traits traits;
    try {
      traits = new PatientTraits(patient.json(), model.placeholders(), authorities).read();
    } catch (RuntimeException defect) {
      traits = Traits.none(Standing.UNREADABLE);
    }
    String text = traits.text();
    return new Profile(
        patient.rid(),
        patient.id(),
        patient.seq(),
        traits.standing(),
        digest.hash128(List.of(method, text)).toUuid(),
        keys.of(traits),
        sealer.seal(SEALED, place(patient.rid()), text.getBytes(StandardCharsets.UTF_8)),
        new Opened(patient.rid(), patient.id(), traits, text.length()));
  }

  /** Opens a profile. */
  public Opened open(long rid, UUID id, byte[] sealed) {
    String text = new String(sealer.open(SEALED, place(rid), sealed), StandardCharsets.UTF_8);
    return new Opened(rid, id, Traits.parse(text), text.length());
  }

  private static byte[] place(long rid) {
    return ByteBuffer.allocate(Long.BYTES).putLong(rid).array();
  }

  /** An opened profile; patient data. */
  public static final class Opened {
    private final long rid;
    private final UUID id;
    private final Traits traits;
    private final int letters;

    private Opened(long rid, UUID id, Traits traits, int letters) {
      this.rid = rid;
      this.id = id;
      this.traits = traits;
      this.letters = letters;
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
    LINK,
    /** They share one, but something speaks against it. */
    DOUBTFUL_LINK,
    /** A person should look at them. */
    REVIEW
  }

  /** A verdict with its evidence. */
  public record Found(Verdict verdict, Assessment assessment) {}

  /** What is to be done about two records; empty for nothing. The order does not matter. */
  public Optional<Found> compare(Opened first, Opened second) {
    boolean inOrder = first.id.compareTo(second.id) < 0;
    Traits a = inOrder ? first.traits : second.traits;
    Traits b = inOrder ? second.traits : first.traits;
    if (!Comparison.comparable(a, b)) {
      return Optional.empty();
    }
    Assessment assessment = comparison.assess(a, b);
    if (Comparison.sharesIdentifier(a, b)) {
      Verdict verdict = assessment.vetoes().isEmpty() ? Verdict.LINK : Verdict.DOUBTFUL_LINK;
      return Optional.of(new Found(verdict, assessment));
    }
    return assessment.posterior() >= model.reviewFrom()
        ? Optional.of(new Found(Verdict.REVIEW, assessment))
        : Optional.empty();
  }
}
