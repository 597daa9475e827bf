package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.R4Part;
import dev.trestle.semantics.validation.ResourceChecker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The profiles of a site, compiled once. Immutable and thread-safe. */
public final class ProfileSet {
  private static final ProfileSet NONE = new ProfileSet(SiteProfiles.NONE);

  /** Gone with the site that they are of. */
  private static final Map<SiteProfiles, ProfileSet> COMPILED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Map<String, Profile> resources = new LinkedHashMap<>();
  private final Map<String, String> versions = new LinkedHashMap<>();
  private final List<ProfileRemark> mistakes;

  private ProfileSet(SiteProfiles site) {
    Set<ProfileRemark> wrong = new LinkedHashSet<>();
    ConformanceFiles files = new ConformanceFiles(site.files(), wrong::add);
    new ProfileCompiler(files, wrong::add)
        .compileAll()
        .forEach(
            (url, profile) -> {
              if (R4Part.ofType(profile.type).filter(R4Part::isResource).isPresent()) {
                resources.put(url, profile);
              }
            });
    for (ConformanceFiles.Conformance each : files.all(ConformanceFiles.STRUCTURE)) {
      versions.put(each.url(), ConformanceFiles.text(each.json(), "version"));
    }
    mistakes = List.copyOf(wrong);
  }

  /** Those of a site; read when they are first asked for. */
  public static ProfileSet of(SiteProfiles site) {
    return site.files().isEmpty() ? NONE : COMPILED.computeIfAbsent(site, ProfileSet::new);
  }

  /** What is wrong with the files. */
  public List<ProfileRemark> mistakes() {
    return mistakes;
  }

  /** The URLs of the profiles of resources. */
  public Set<String> urls() {
    return Collections.unmodifiableSet(resources.keySet());
  }

  /** Whether there is this profile of a resource: {@code url} or {@code url|version}. */
  public boolean has(String canonical) {
    return find(canonical).isPresent();
  }

  /** What these profiles say and is not checked, a line for each. */
  public List<ProfileRemark> unchecked(Collection<String> canonicals) {
    Set<ProfileRemark> remarks = new LinkedHashSet<>();
    Set<Profile> seen = new LinkedHashSet<>();
    canonicals.forEach(canonical -> find(canonical).ifPresent(each -> collect(each, seen)));
    for (Profile profile : seen) {
      profile.unchecked.forEach(
          each ->
              remarks.add(
                  new ProfileRemark(
                      profile.file, 0, "not checked of " + profile.name + ": " + each)));
      if (!profile.looseBindings.isEmpty()) {
        remarks.add(
            new ProfileRemark(
                profile.file,
                0,
                "not checked of "
                    + profile.name
                    + ": extensible bindings ("
                    + String.join(", ", profile.looseBindings)
                    + ")"));
      }
    }
    return List.copyOf(remarks);
  }

  /**
   * Where a resource is not as profiles of its type ask.
   *
   * @param typeOf the type that a reference leads to, empty when it does not tell
   * @return at most {@link ResourceChecker#LIMIT}
   */
  public List<Deviation> check(
      Collection<String> canonicals, JsonNode resource, UnaryOperator<String> typeOf) {
    List<Deviation> deviations = new ArrayList<>(0);
    String type = resource.path("resourceType").asString("");
    for (String canonical : canonicals) {
      Profile profile = find(canonical).orElse(null);
      if (profile != null && profile.type.equals(type) && resource instanceof ObjectNode object) {
        new ProfileRun(object, profile, typeOf, deviations).run();
      }
    }
    return deviations;
  }

  /** The types of resources that these profiles are about. */
  public Set<String> types(Collection<String> canonicals) {
    Set<String> types = new TreeSet<>();
    canonicals.forEach(each -> find(each).ifPresent(profile -> types.add(profile.type)));
    return types;
  }

  private Optional<Profile> find(String canonical) {
    String url = ConformanceFiles.url(canonical);
    String asked = ConformanceFiles.version(canonical);
    return asked.isEmpty() || asked.equals(versions.get(url))
        ? Optional.ofNullable(resources.get(url))
        : Optional.empty();
  }

  private static void collect(Profile profile, Set<Profile> seen) {
    if (seen.add(profile)) {
      profile.bases.forEach(base -> collect(base, seen));
      collect(profile.root, seen);
    }
  }

  private static void collect(ElementRule rule, Set<Profile> seen) {
    if (rule.profile != null) {
      collect(rule.profile, seen);
    }
    rule.children.values().forEach(child -> collect(child, seen));
    if (rule.slicing != null) {
      rule.slicing.slices().forEach(slice -> collect(slice.rule(), seen));
    }
  }
}
