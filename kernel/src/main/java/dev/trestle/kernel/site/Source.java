package dev.trestle.kernel.site;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One inbound connection of a health system, with its rules. Provenance and rights, not a
 * namespace. Made by {@link #named}.
 *
 * @param name health system and feed
 * @param senders MSH-3/MSH-4 pairs that belong to it; empty for a catch-all source
 * @param zone zone of times without an offset
 * @param charset character set that overrides MSH-18, or null
 * @param demographics null: authoritative for ADT, fill-only for the rest
 * @param patientAuthorities canonical authority names in order of preference for the patient's key;
 *     an identifier of an unlisted authority is private to the feed and comes last
 * @param defaultAuthority authority of identifiers that name none, or null: private to the feed
 * @param acceptedTypes {@code ADT} or {@code ADT^A01}; empty accepts all
 * @param snapshots policy by segment or field ({@code AL1}, {@code PID-11}); absent means the
 *     default
 * @param nullDeletes whether {@code ""} deletes; only looked at for authoritative statements
 * @param security codes for {@code meta.security} of everything from this feed, {@code system|code}
 * @param layers mapping layers above the base, in order (vendor, health system, source)
 * @param onFailure what waits when a message fails
 * @param certificates who may speak as this source
 * @param answerOnOutcome whether the answer waits for the outcome
 * @param answerWithin how long it waits at most
 * @param messageLimitBytes largest message
 * @param feed its state and who is to be asked
 * @param promises how often it sends a segment ({@code PV1}), field ({@code PID-22}) or component
 *     ({@code PID-3.4})
 * @param validation what becomes of a message that makes something which is not FHIR R4
 * @param plausibility what becomes of a message that says something which cannot be true, where no
 *     rule says otherwise
 * @param profiles FHIR profiles of the site that what its messages make is held against
 */
public record Source(
    SourceName name,
    List<Sender> senders,
    ZoneId zone,
    @Nullable String charset,
    @Nullable Demographics demographics,
    List<String> patientAuthorities,
    @Nullable String defaultAuthority,
    List<String> acceptedTypes,
    SortedMap<String, SnapshotPolicy> snapshots,
    boolean nullDeletes,
    List<String> security,
    List<String> layers,
    OnFailure onFailure,
    CertificateList certificates,
    boolean answerOnOutcome,
    Duration answerWithin,
    long messageLimitBytes,
    FeedFacts feed,
    SortedMap<String, Promise> promises,
    Validation validation,
    Validation plausibility,
    List<NamedProfile> profiles) {

  /** How long an answer on outcome waits unless the source says otherwise (DESIGN §4 "Answers"). */
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** A message longer than this is big: it is stored in chunks, and few are under way at once. */
  public static final int BIG_MESSAGE_BYTES = 1 << 20;

  /** Largest message unless the source says more (DESIGN §9). */
  public static final long MESSAGE_LIMIT_BYTES = 32L << 20;

  public Source {
    senders = List.copyOf(senders);
    patientAuthorities = List.copyOf(patientAuthorities);
    acceptedTypes = List.copyOf(acceptedTypes);
    security = List.copyOf(security);
    layers = List.copyOf(layers);
    profiles = List.copyOf(profiles);
  }

  /** MSH-3.1 and MSH-4.1 of a sender; an empty text matches any. */
  public record Sender(String application, String facility) {}

  /** A source with defaults, to be refined. */
  public static SourceBuilder named(SourceName name, ZoneId zone) {
    return new SourceBuilder(name, zone);
  }

  /** The same source, to be changed. */
  public SourceBuilder toBuilder() {
    return new SourceBuilder(this);
  }

  /** The right to speak about demographics, by message code (MSH-9.1). */
  public Demographics demographicsOf(String messageCode) {
    if (demographics != null) {
      return demographics;
    }
    return messageCode.equals("ADT") ? Demographics.AUTHORITATIVE : Demographics.FILL_ONLY;
  }

  public SnapshotPolicy snapshotOf(String segmentOrField) {
    return Optional.ofNullable(snapshots.get(segmentOrField))
        .orElse(SnapshotPolicy.SNAPSHOT_IF_PRESENT);
  }

  /** Whether the type ({@code ADT}, trigger {@code A01}) is accepted (MSH-9). */
  public boolean accepts(String messageCode, String trigger) {
    return acceptedTypes.isEmpty()
        || acceptedTypes.contains(messageCode)
        || acceptedTypes.contains(messageCode + "^" + trigger);
  }
}
