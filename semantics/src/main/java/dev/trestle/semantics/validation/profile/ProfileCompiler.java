package dev.trestle.semantics.validation.profile;

import static dev.trestle.semantics.validation.profile.ConformanceFiles.text;

import dev.trestle.semantics.validation.R4Part;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the StructureDefinitions of a site, each once. */
final class ProfileCompiler {
  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  private final ConformanceFiles files;
  private final ValueSets valueSets;
  private final Consumer<ProfileRemark> mistakes;
  private final Map<String, @Nullable Profile> compiled = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  ProfileCompiler(ConformanceFiles files, Consumer<ProfileRemark> mistakes) {
    this.files = files;
    this.mistakes = mistakes;
    this.valueSets = new ValueSets(files, mistakes);
  }

  /** Compiles all constraints; definitions of other kinds (logical models) are no profiles. */
  Map<String, Profile> compileAll() {
    Map<String, Profile> all = new LinkedHashMap<>();
    for (ConformanceFiles.Conformance each : files.all(ConformanceFiles.STRUCTURE)) {
      Profile profile = profile(each.url());
      if (profile != null) {
        all.put(each.url(), profile);
      }
    }
    return all;
  }

  ValueSets valueSets() {
    return valueSets;
  }

  /** The compiled one; null when there is none, or it has mistakes. */
  @Nullable Profile profile(String canonical) {
    ConformanceFiles.Conformance found =
        files.find(ConformanceFiles.STRUCTURE, canonical).orElse(null);
    if (found == null || !text(found.json(), "derivation").equals("constraint")) {
      return null;
    }
    if (compiled.containsKey(found.url())) {
      return compiled.get(found.url());
    }
    String version = text(found.json(), "fhirVersion");
    R4Part type = R4Part.ofType(text(found.json(), "type")).orElse(null);
    String wrong = wrong(found.json(), version, type);
    if (type == null || !wrong.isEmpty()) {
      mistakes.accept(found.remark(version.isEmpty() ? "type" : version, wrong));
      compiled.put(found.url(), null);
      return null;
    }
    Profile profile =
        new Profile(found.url(), name(found.json()), type.name(), found.file().name());
    // Before its elements are read: they may lead back to it.
    compiled.put(found.url(), profile);
    compile(found, type, profile);
    return profile;
  }

  private static String wrong(JsonNode json, String version, @Nullable R4Part type) {
    if (!version.isEmpty() && !version.startsWith("4.0")) {
      return "`fhirVersion` is not 4.0.1: take the package for FHIR R4";
    }
    if (type == null) {
      return "`type` is no type of FHIR R4";
    }
    return elements(json).isEmpty()
        ? "there is neither a `snapshot` nor a `differential` with elements"
        : "";
  }

  private static String name(JsonNode json) {
    String name = text(json, "name");
    return name.isEmpty() ? text(json, "url") : name;
  }

  private static boolean hasSnapshot(JsonNode json) {
    return !json.path("snapshot").path("element").isEmpty();
  }

  private static JsonNode elements(JsonNode json) {
    return json.path(hasSnapshot(json) ? "snapshot" : "differential").path("element");
  }

  private void compile(ConformanceFiles.Conformance found, R4Part type, Profile profile) {
    BiConsumer<String, String> wrong =
        (element, text) -> mistakes.accept(found.remark(element, text));
    if (!hasSnapshot(found.json())) {
      base(found, profile);
    }
    Draft tree = ElementTree.of(type, elements(found.json()), profile, wrong);
    new RuleCompiler(this, profile, wrong).compile(tree);
  }

  /** A differential says only what is new: the rest is that of its base. */
  private void base(ConformanceFiles.Conformance found, Profile profile) {
    String canonical = text(found.json(), "baseDefinition");
    String url = ConformanceFiles.url(canonical);
    if (url.startsWith(CORE)
        && R4Part.ofType(url.substring(CORE.length())).isPresent()
        && files.find(ConformanceFiles.STRUCTURE, canonical).isEmpty()) {
      if (!url.equals(CORE + profile.type)) {
        mistakes.accept(found.remark(canonical, "`baseDefinition` is of another type than `type`"));
      }
      return;
    }
    if (!open.add(found.url())) {
      return;
    }
    try {
      if (open.contains(url)) {
        mistakes.accept(found.remark(canonical, "the profile builds on itself: " + open));
        return;
      }
      Profile base = profile(canonical);
      if (base == null) {
        mistakes.accept(
            found.remark(
                canonical,
                "`baseDefinition` is not in profiles/ and there is no `snapshot`: add the file of"
                    + " the base, or take the profile with its snapshot"));
      } else if (!base.type.equals(profile.type)) {
        mistakes.accept(found.remark(canonical, "`baseDefinition` is of another type than `type`"));
      } else {
        profile.bases.add(base);
      }
    } finally {
      open.remove(found.url());
    }
  }

  /** The type of what a canonical of a StructureDefinition describes; empty when not known. */
  String typeOf(String canonical) {
    String url = ConformanceFiles.url(canonical);
    Optional<ConformanceFiles.Conformance> found =
        files.find(ConformanceFiles.STRUCTURE, canonical);
    if (found.isPresent()) {
      return text(found.get().json(), "type");
    }
    return url.startsWith(CORE) && R4Part.ofType(url.substring(CORE.length())).isPresent()
        ? url.substring(CORE.length())
        : "";
  }
}
