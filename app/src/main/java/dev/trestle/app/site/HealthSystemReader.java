package dev.trestle.app.site;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.CertificateList;
import dev.trestle.kernel.site.Demographics;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.NamedProfile;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.SnapshotPolicy;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceBuilder;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.site.UnrealPatients;
import dev.trestle.kernel.site.Validation;
import dev.trestle.semantics.validation.profile.MeantResources;
import dev.trestle.semantics.validation.profile.ProfileSet;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** One file of {@code health-systems/}. */
final class HealthSystemReader {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private final YamlItem root;
  private final Set<String> layers;
  private final ProfileSet profiles;
  private final ZoneId zone;
  private final String id;
  private final FeedFactsReader feeds;
  private final List<NamedProfile> ownProfiles;

  private HealthSystemReader(YamlItem root, Set<String> layers, ProfileSet profiles) {
    this.root = root;
    this.layers = layers;
    this.profiles = profiles;
    this.id = root.required("id");
    if (!id.isEmpty() && !id.matches("[a-z0-9-]+")) {
      root.mistakeAt("id", "`id` is made of a-z, 0-9 and -");
    }
    root.required("zone");
    this.zone = zone(root).orElse(UTC);
    this.feeds = FeedFactsReader.of(root);
    this.ownProfiles = profiles(root);
  }

  /**
   * Reads a file.
   *
   * @param layers the overlays that sources can name
   * @param profiles the profiles that they can name
   */
  static HealthSystem read(
      String file, Node node, Set<String> layers, ProfileSet profiles, Mistakes mistakes) {
    return new HealthSystemReader(new YamlItem(file, node, mistakes), layers, profiles).read();
  }

  private HealthSystem read() {
    List<Authority> authorities = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (YamlItem item : root.items("authorities")) {
      Authority authority = authority(item);
      authorities.add(authority);
      for (String name : namesOf(authority)) {
        if (!names.add(name)) {
          item.mistake("the authority name or alias `" + name + "` stands twice");
        }
      }
    }
    List<Source> sources = new ArrayList<>();
    Set<SourceName> sourceNames = new TreeSet<>();
    for (YamlItem item : root.items("sources")) {
      Source source = source(item, authorities);
      if (!sourceNames.add(source.name())) {
        item.mistake("there are two sources `" + source.name().feed() + "`");
      }
      sources.add(source);
    }
    if (sources.isEmpty()) {
      root.mistake("a health system needs at least one source");
    }
    UnrealPatients unreal =
        UnrealPatientsReader.read(root, authorities.stream().map(Authority::name).toList());
    root.done();
    return new HealthSystem(id, zone, authorities, sources, unreal);
  }

  private static List<String> namesOf(Authority authority) {
    List<String> names = new ArrayList<>(authority.aliases());
    names.add(authority.name());
    return names;
  }

  private Authority authority(YamlItem item) {
    String name = item.required("name");
    Authority authority =
        new Authority(
            name,
            item.texts("aliases"),
            item.text("system").orElse("urn:trestle:" + id + ":" + name),
            item.flag("shared"),
            item.flag("strip-leading-zeros"));
    item.done();
    return authority;
  }

  private Source source(YamlItem item, List<Authority> authorities) {
    List<String> known = authorities.stream().map(Authority::name).toList();
    List<String> preferred = item.texts("patient-authorities");
    preferred.forEach(name -> checkAuthority(item, "patient-authorities", name, known));
    Optional<String> standard = item.text("default-authority");
    standard.ifPresent(name -> checkAuthority(item, "default-authority", name, known));
    SourceBuilder source =
        Source.named(new SourceName(id, item.required("name")), zone(item).orElse(zone))
            .senders(item.items("senders").stream().map(HealthSystemReader::sender).toList())
            .charset(charset(item))
            .demographics(item.constant("demographics", Demographics.values()).orElse(null))
            .patientAuthorities(preferred)
            .defaultAuthority(standard.orElse(null))
            .acceptedTypes(item.texts("accepts"))
            .snapshots(snapshots(item))
            .nullDeletes(!oneOf(item, "null", "delete", "ignore"))
            .security(item.texts("security"))
            .layers(layers(item))
            .profiles(item.has("profiles") ? profiles(item) : ownProfiles)
            .certificates(certificates(item))
            .feed(feeds.read(item))
            .promises(PromisesReader.read(item))
            .answerOnOutcome(oneOf(item, "answer", "receipt", "outcome"));
    item.constant("on-failure", OnFailure.values()).ifPresent(source::onFailure);
    item.constant("validation", Validation.values()).ifPresent(source::validation);
    item.constant("plausibility", Validation.values()).ifPresent(source::plausibility);
    item.text("answer-within").map(text -> seconds(item, text)).ifPresent(source::answerWithin);
    item.text("message-limit-mb")
        .map(text -> megabytes(item, text))
        .ifPresent(source::messageLimitBytes);
    item.done();
    return source.build();
  }

  private List<String> layers(YamlItem item) {
    List<String> names = item.texts("layers");
    for (String name : names) {
      if (!layers.contains(name)) {
        item.mistakeAt(
            "layers",
            "there is no overlay `" + name + "` in mappings/" + NearestName.hint(name, layers));
      }
    }
    return names;
  }

  private List<NamedProfile> profiles(YamlItem item) {
    return item.items("profiles", "profile").stream().map(this::profile).toList();
  }

  private NamedProfile profile(YamlItem item) {
    String url = item.required("profile");
    List<NamedProfile.Condition> when = new ArrayList<>();
    if (!url.isEmpty() && !profiles.has(url)) {
      item.mistakeAt(
          "profile",
          "there is no profile of a resource `"
              + url
              + "` in profiles/"
              + NearestName.hint(url, profiles.urls()));
    }
    Optional<YamlItem> conditions = item.nested("when");
    for (String type : profiles.types(List.of(url))) {
      conditions.ifPresent(
          each -> each.keys().forEach(key -> when.add(condition(each, type, key))));
    }
    item.done();
    return new NamedProfile(url, when);
  }

  private static NamedProfile.Condition condition(YamlItem item, String type, String element) {
    List<String> values = item.texts(element);
    MeantResources.mistake(type, element).ifPresent(text -> item.mistakeAt(element, text));
    if (values.isEmpty()) {
      item.mistakeAt(element, "`" + element + "` is a list of codes or texts: [vital-signs]");
    }
    return new NamedProfile.Condition(element, values);
  }

  private static CertificateList certificates(YamlItem item) {
    try {
      return new CertificateList(item.texts("certificates"));
    } catch (IllegalArgumentException e) {
      item.mistakeAt("certificates", String.valueOf(e.getMessage()));
      return CertificateList.ANY;
    }
  }

  /** Whether it is the second of two words; the first is the default. */
  private static boolean oneOf(YamlItem item, String key, String first, String second) {
    Optional<String> text = item.text(key);
    if (text.isPresent() && !text.get().equals(first) && !text.get().equals(second)) {
      item.mistakeAt(key, "`" + key + "` is `" + first + "` or `" + second + "`");
    }
    return text.map(second::equals).orElse(false);
  }

  private static Source.Sender sender(YamlItem item) {
    Source.Sender sender =
        new Source.Sender(item.text("application").orElse(""), item.text("facility").orElse(""));
    if (sender.application().isEmpty() && sender.facility().isEmpty()) {
      item.mistake("a sender has an application (MSH-3), a facility (MSH-4) or both");
    }
    item.done();
    return sender;
  }

  private static void checkAuthority(YamlItem item, String key, String name, List<String> known) {
    if (!known.contains(name)) {
      item.mistakeAt(key, "there is no authority `" + name + "`" + NearestName.hint(name, known));
    }
  }

  private static Optional<ZoneId> zone(YamlItem item) {
    Optional<String> text = item.text("zone");
    try {
      return text.map(ZoneId::of);
    } catch (DateTimeException e) {
      item.mistakeAt(
          "zone", "`" + text.orElse("") + "` is no time zone; write for example America/Chicago");
      return Optional.empty();
    }
  }

  private static @Nullable String charset(YamlItem item) {
    String name = item.text("charset").orElse(null);
    if (name != null) {
      try {
        Charset.forName(name);
      } catch (IllegalArgumentException e) {
        item.mistakeAt(
            "charset", "`" + name + "` is no character set; write for example windows-1252");
      }
    }
    return name;
  }

  private static SortedMap<String, SnapshotPolicy> snapshots(YamlItem item) {
    SortedMap<String, SnapshotPolicy> policies = new TreeMap<>();
    item.pairs("snapshots")
        .forEach(
            (key, text) -> {
              item.constant("snapshots", text, SnapshotPolicy.values())
                  .ifPresent(policy -> policies.put(key, policy));
            });
    return policies;
  }

  private static Duration seconds(YamlItem item, String text) {
    try {
      if (text.endsWith("s")) {
        return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
      }
    } catch (NumberFormatException e) {
      // said below, with its line
    }
    item.mistakeAt("answer-within", "a time is written in seconds: 10s");
    return Source.ANSWER_WITHIN;
  }

  private static long megabytes(YamlItem item, String text) {
    try {
      long megabytes = Long.parseLong(text);
      if (megabytes > 0 && megabytes <= 1024) {
        return megabytes << 20;
      }
    } catch (NumberFormatException e) {
      // said below, with its line
    }
    item.mistakeAt("message-limit-mb", "a limit is a number of megabytes from 1 to 1024");
    return Source.MESSAGE_LIMIT_BYTES;
  }
}
