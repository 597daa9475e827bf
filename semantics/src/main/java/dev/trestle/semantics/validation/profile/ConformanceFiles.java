package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.site.SiteMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conformance resources of a site by their kind and URL. */
final class ConformanceFiles {
  static final String STRUCTURE = "StructureDefinition";
  static final String VALUE_SET = "ValueSet";
  static final String CODE_SYSTEM = "CodeSystem";

  /** What stands in every package of FHIR beside the resources. */
  private static final String MANIFEST = "package.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Map<String, Conformance>> byKind = new LinkedHashMap<>();
  private final Consumer<ProfileRemark> mistakes;

  /** A resource and the file that it stands in. */
  record Conformance(SiteMapping.Text file, JsonNode json, String url) {
    /** The first line with this text in quotes; 0 when there is none. */
    int line(String quoted) {
      int at = quoted.isEmpty() ? -1 : file.text().indexOf('"' + quoted + '"');
      return at < 0
          ? 0
          : 1 + (int) file.text().substring(0, at).chars().filter(c -> c == '\n').count();
    }

    @Override
    public String toString() {
      return url;
    }

    ProfileRemark remark(String near, String text) {
      return new ProfileRemark(file.name(), line(near), text);
    }
  }

  ConformanceFiles(List<SiteMapping.Text> files, Consumer<ProfileRemark> mistakes) {
    this.mistakes = mistakes;
    for (String kind : List.of(STRUCTURE, VALUE_SET, CODE_SYSTEM)) {
      byKind.put(kind, new LinkedHashMap<>());
    }
    files.forEach(this::read);
  }

  private void read(SiteMapping.Text file) {
    if (file.name().endsWith("/" + MANIFEST)) {
      return;
    }
    JsonNode json;
    try {
      json = JSON.readTree(file.text());
    } catch (JacksonException notJson) {
      int line = notJson.getLocation() == null ? 0 : notJson.getLocation().getLineNr();
      mistakes.accept(
          new ProfileRemark(file.name(), Math.max(0, line), "this is not JSON that can be read"));
      return;
    }
    String type = text(json, "resourceType");
    if (type.isEmpty()) {
      mistakes.accept(
          new ProfileRemark(
              file.name(), 0, "this is no FHIR resource: `resourceType` is missing; take it away"));
      return;
    }
    Map<String, Conformance> known = byKind.get(type);
    if (known == null) {
      return; // other resources of a package say nothing about profiles
    }
    String url = text(json, "url");
    if (url.isEmpty()) {
      mistakes.accept(new ProfileRemark(file.name(), 0, "`url` is missing: nothing can name it"));
      return;
    }
    Conformance other = known.putIfAbsent(url, new Conformance(file, json, url));
    if (other != null) {
      mistakes.accept(
          new ProfileRemark(
              file.name(), 0, "the " + type + " " + url + " is also in " + other.file().name()));
    }
  }

  /** All of a kind, in order of their files. */
  List<Conformance> all(String kind) {
    return new ArrayList<>(byKind.getOrDefault(kind, Map.of()).values());
  }

  /**
   * The one that a canonical names.
   *
   * @param canonical {@code url} or {@code url|version}; another version is another resource
   */
  Optional<Conformance> find(String kind, String canonical) {
    Conformance found = byKind.getOrDefault(kind, Map.of()).get(url(canonical));
    if (found == null) {
      return Optional.empty();
    }
    String asked = version(canonical);
    String there = text(found.json(), "version");
    return asked.isEmpty() || there.isEmpty() || asked.equals(there)
        ? Optional.of(found)
        : Optional.empty();
  }

  static String url(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }

  static String version(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? "" : canonical.substring(bar + 1);
  }

  /** A text, or the empty one where there is none. */
  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
