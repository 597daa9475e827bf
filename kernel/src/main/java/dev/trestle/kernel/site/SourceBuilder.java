package dev.trestle.kernel.site;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Source}: what is not said has its default. A new key of a source is a field with
 * its default here, a component there, and a line in docs/site.md.
 */
public final class SourceBuilder {
  private final SourceName name;
  private ZoneId zone;
  private List<Source.Sender> senders = List.of();
  private @Nullable String charset;
  private @Nullable Demographics demographics;
  private List<String> patientAuthorities = List.of();
  private @Nullable String defaultAuthority;
  private List<String> acceptedTypes = List.of();
  private SortedMap<String, SnapshotPolicy> snapshots = Collections.emptySortedMap();
  private boolean nullDeletes = true;
  private List<String> security = List.of();
  private List<String> layers = List.of();
  private OnFailure onFailure = OnFailure.HOLD_DEPENDENTS;
  private CertificateList certificates = CertificateList.ANY;
  private boolean answerOnOutcome;
  private Duration answerWithin = Source.ANSWER_WITHIN;
  private long messageLimitBytes = Source.MESSAGE_LIMIT_BYTES;
  private FeedFacts feed = FeedFacts.LIVE;
  private SortedMap<String, Promise> promises = Collections.emptySortedMap();
  private Validation validation = Validation.INFORM;
  private Validation plausibility = Validation.INFORM;
  private List<NamedProfile> profiles = List.of();

  SourceBuilder(SourceName name, ZoneId zone) {
    this.name = name;
    this.zone = zone;
  }

  SourceBuilder(Source from) {
    this(from.name(), from.zone());
    senders = from.senders();
    charset = from.charset();
    demographics = from.demographics();
    patientAuthorities = from.patientAuthorities();
    defaultAuthority = from.defaultAuthority();
    acceptedTypes = from.acceptedTypes();
    snapshots = from.snapshots();
    nullDeletes = from.nullDeletes();
    security = from.security();
    layers = from.layers();
    onFailure = from.onFailure();
    certificates = from.certificates();
    answerOnOutcome = from.answerOnOutcome();
    answerWithin = from.answerWithin();
    messageLimitBytes = from.messageLimitBytes();
    feed = from.feed();
    promises = from.promises();
    validation = from.validation();
    plausibility = from.plausibility();
    profiles = from.profiles();
  }

  public SourceBuilder zone(ZoneId value) {
    zone = value;
    return this;
  }

  public SourceBuilder senders(List<Source.Sender> value) {
    senders = value;
    return this;
  }

  public SourceBuilder charset(@Nullable String value) {
    charset = value;
    return this;
  }

  public SourceBuilder demographics(@Nullable Demographics value) {
    demographics = value;
    return this;
  }

  public SourceBuilder patientAuthorities(List<String> value) {
    patientAuthorities = value;
    return this;
  }

  public SourceBuilder defaultAuthority(@Nullable String value) {
    defaultAuthority = value;
    return this;
  }

  public SourceBuilder acceptedTypes(List<String> value) {
    acceptedTypes = value;
    return this;
  }

  public SourceBuilder snapshots(SortedMap<String, SnapshotPolicy> value) {
    snapshots = value;
    return this;
  }

  public SourceBuilder nullDeletes(boolean value) {
    nullDeletes = value;
    return this;
  }

  public SourceBuilder security(List<String> value) {
    security = value;
    return this;
  }

  public SourceBuilder layers(List<String> value) {
    layers = value;
    return this;
  }

  public SourceBuilder onFailure(OnFailure value) {
    onFailure = value;
    return this;
  }

  public SourceBuilder certificates(CertificateList value) {
    certificates = value;
    return this;
  }

  public SourceBuilder answerOnOutcome(boolean value) {
    answerOnOutcome = value;
    return this;
  }

  public SourceBuilder answerWithin(Duration value) {
    answerWithin = value;
    return this;
  }

  public SourceBuilder messageLimitBytes(long value) {
    messageLimitBytes = value;
    return this;
  }

  public SourceBuilder feed(FeedFacts value) {
    feed = value;
    return this;
  }

  public SourceBuilder promises(SortedMap<String, Promise> value) {
    promises = value;
    return this;
  }

  public SourceBuilder validation(Validation value) {
    validation = value;
    return this;
  }

  public SourceBuilder plausibility(Validation value) {
    plausibility = value;
    return this;
  }

  public SourceBuilder profiles(List<NamedProfile> value) {
    profiles = value;
    return this;
  }

  public Source build() {
    return new Source(
        name,
        senders,
        zone,
        charset,
        demographics,
        patientAuthorities,
        defaultAuthority,
        acceptedTypes,
        snapshots,
        nullDeletes,
        security,
        layers,
        onFailure,
        certificates,
        answerOnOutcome,
        answerWithin,
        messageLimitBytes,
        feed,
        promises,
        validation,
        plausibility,
        profiles);
  }
}
