package dev.trestle.app.site;

import dev.trestle.identity.golden.GoldenRules;
import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.ExceptionRules;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.IdentityRules;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Retention;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.mapping.rule.MappingMistake;
import dev.trestle.semantics.plausibility.Plausibility;
import dev.trestle.semantics.validation.profile.ProfileSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** The files of a site as a {@link Site}, or every mistake in them (DESIGN §7). Reads no disk. */
public final class SiteReader {
  private static final String SYSTEMS = "health-systems/";
  private final Mistakes mistakes = new Mistakes();
  private final Map<SiteFileKind, List<SiteText>> files;
  private final List<SiteText> sorted;
  private ExceptionRules exceptionRules = ExceptionRules.STANDARD;
  private Retention retention = Retention.STANDARD;
  private IdentityRules identity = IdentityRules.STANDARD;

  private SiteReader(List<SiteText> texts) {
    sorted = sorted(texts);
    files = sorted.stream().collect(Collectors.groupingBy(text -> SiteFileKind.of(text.path())));
  }

  /**
   * What came of the files.
   *
   * @param site present only when there is no mistake
   * @param mistakes sorted by file and line
   * @param unchecked what profiles that sources name say and nobody checks; no mistakes
   */
  public record Result(
      Optional<Site> site, List<SiteMistake> mistakes, List<SiteMistake> unchecked) {
    public Result {
      mistakes = List.copyOf(mistakes);
      unchecked = List.copyOf(unchecked);
    }
  }

  public static Result read(List<SiteText> texts) {
    return new SiteReader(texts).readAll();
  }

  static List<SiteText> sorted(List<SiteText> texts) {
    return texts.stream().sorted(Comparator.comparing(SiteText::path)).toList();
  }

  private Result readAll() {
    for (SiteText stray : of(SiteFileKind.UNKNOWN)) {
      mistakes.add(stray.path(), 0, "no such file belongs to a site; " + SiteFileKind.LIST);
    }
    sorted.forEach(text -> ClearSecrets.check(text, mistakes));
    MappingFiles mapping = new MappingFiles(mistakes);
    each(SiteFileKind.OVERLAY, mapping::overlay);
    of(SiteFileKind.TABLE).forEach(mapping::table);
    SiteProfiles files = profiles();
    ProfileSet profiles = ProfileSet.of(files);
    profiles.mistakes().forEach(wrong -> mistakes.add(wrong.file(), wrong.line(), wrong.text()));
    List<HealthSystem> systems = systems(mapping, profiles);
    List<Listener> listeners = listeners(systems);
    checkAuthorities(systems);
    SiteMapping.Text plausibility = plausibility(systems);
    of(SiteFileKind.GOLDEN).forEach(this::golden);
    if (mistakes.none()) {
      mapping.compile(systems);
    }
    if (!mistakes.none()) {
      return new Result(Optional.empty(), mistakes.all(), List.of());
    }
    SiteMapping changes = mapping.mapping();
    Site site =
        new Site(
            hash(sorted),
            systems,
            listeners,
            changes,
            exceptionRules,
            retention,
            plausibility,
            identity,
            files);
    return new Result(Optional.of(site), List.of(), unchecked(systems, profiles));
  }

  private SiteProfiles profiles() {
    List<SiteMapping.Text> texts =
        of(SiteFileKind.PROFILE).stream()
            .map(text -> new SiteMapping.Text(text.path(), text.text()))
            .toList();
    return texts.isEmpty() ? SiteProfiles.NONE : new SiteProfiles(texts);
  }

  private static List<SiteMistake> unchecked(List<HealthSystem> systems, ProfileSet profiles) {
    Set<String> named = new TreeSet<>();
    systems.forEach(
        system ->
            system
                .sources()
                .forEach(each -> each.profiles().forEach(one -> named.add(one.canonical()))));
    return profiles.unchecked(named).stream()
        .map(each -> new SiteMistake(each.file(), each.line(), each.text()))
        .toList();
  }

  /** The changes of the rules of plausibility, checked for every source; null for none. */
  private SiteMapping.@Nullable Text plausibility(List<HealthSystem> systems) {
    for (SiteText text : of(SiteFileKind.PLAUSIBILITY)) {
      SiteMapping.Text file = new SiteMapping.Text(text.path(), text.text());
      List<Source> sources = systems.stream().flatMap(each -> each.sources().stream()).toList();
      for (MappingMistake mistake : Plausibility.mistakes(file, sources)) {
        mistakes.add(mistake.place().file(), mistake.place().line(), mistake.text());
      }
      return file;
    }
    return null;
  }

  private void golden(SiteText file) {
    try {
      var unused = GoldenRules.standard().changedBy(file.text());
      identity = identity.withGolden(file.text());
    } catch (IllegalArgumentException wrong) {
      mistakes.add(file.path(), 0, String.valueOf(wrong.getMessage()));
    }
  }

  private List<SiteText> of(SiteFileKind kind) {
    return files.getOrDefault(kind, List.of());
  }

  private void each(SiteFileKind kind, BiConsumer<SiteText, Node> reading) {
    of(kind).forEach(text -> root(text).ifPresent(node -> reading.accept(text, node)));
  }

  private List<HealthSystem> systems(MappingFiles mapping, ProfileSet profiles) {
    List<HealthSystem> systems = new ArrayList<>();
    each(
        SiteFileKind.HEALTH_SYSTEM,
        (text, node) -> {
          HealthSystem system =
              HealthSystemReader.read(text.path(), node, mapping.layers(), profiles, mistakes);
          if (systems.stream().anyMatch(other -> other.id().equals(system.id()))) {
            mistakes.add(text.path(), 0, "there are two health systems `" + system.id() + "`");
          }
          systems.add(system);
        });
    return systems;
  }

  private List<Listener> listeners(List<HealthSystem> systems) {
    List<Listener> listeners = new ArrayList<>();
    each(
        SiteFileKind.SITE,
        (text, node) -> {
          YamlItem root = new YamlItem(text.path(), node, mistakes);
          listeners.addAll(new ListenerReader(systems, of(SiteFileKind.CERTIFICATES)).read(root));
          exceptionRules = ExceptionRulesReader.read(root);
          retention = RetentionReader.read(root);
          identity = IdentityRulesReader.read(root);
          root.done();
        });
    if (of(SiteFileKind.SITE).isEmpty()) {
      mistakes.add("site.yaml", 0, "the file is missing; it lists the listeners");
    }
    return listeners;
  }

  private Optional<Node> root(SiteText text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(text.path()).setSchema(new JsonSchema()).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text.text());
      if (node.isEmpty()) {
        mistakes.add(text.path(), 0, "the file is empty");
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      mistakes.add(text.path(), line, "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      mistakes.add(text.path(), 0, "this is not YAML");
    }
    return Optional.empty();
  }

  /** Two health systems with one system address mean one space of numbers; both must say so. */
  private void checkAuthorities(List<HealthSystem> systems) {
    Map<String, List<String>> users = new TreeMap<>();
    for (HealthSystem system : systems) {
      for (Authority authority : system.authorities()) {
        if (!authority.shared()) {
          users
              .computeIfAbsent(authority.system(), unused -> new ArrayList<>())
              .add(system.id() + "/" + authority.name());
        }
      }
    }
    users.forEach(
        (address, names) -> {
          if (names.size() > 1) {
            mistakes.add(
                SYSTEMS,
                0,
                names.stream().collect(Collectors.joining(" and "))
                    + " have one system, "
                    + address
                    + "; if the numbers are one space, write `shared: true` at each");
          }
        });
  }

  private static String hash(List<SiteText> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SiteText text : texts) {
        digest.update((text.path() + "\0" + text.text() + "\0").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
