package dev.trestle.semantics.validation.profile;

import static dev.trestle.semantics.validation.profile.ConformanceFiles.text;

import dev.trestle.semantics.validation.R4Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Value sets of a site as lists of codes, where they are lists. */
final class ValueSets {
  private static final String OF_R4 = "http://hl7.org/fhir/ValueSet/";

  /** Codes of one value set; a larger one is not held in memory. */
  private static final int CODES_LIMIT = 100_000;

  private final ConformanceFiles files;
  private final Consumer<ProfileRemark> mistakes;
  private final Map<String, Resolved> known = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * Codes, or why there are none.
   *
   * @param codes by system, or null
   */
  record Resolved(@Nullable Map<String, Set<String>> codes, String why) {}

  /** A value set that is no list; its text says why. */
  private static final class NoList extends Exception {
    private static final long serialVersionUID = 1L;

    NoList(String why) {
      super(why, null, false, false);
    }
  }

  ValueSets(ConformanceFiles files, Consumer<ProfileRemark> mistakes) {
    this.files = files;
    this.mistakes = mistakes;
  }

  /** The codes of the value set that a canonical names. */
  Resolved resolve(String canonical) {
    Resolved before = known.get(canonical);
    if (before == null) {
      try {
        before = new Resolved(codes(canonical), "");
      } catch (NoList noList) {
        before = new Resolved(null, String.valueOf(noList.getMessage()));
      }
      known.put(canonical, before);
    }
    return before;
  }

  private Map<String, Set<String>> codes(String canonical) throws NoList {
    Optional<ConformanceFiles.Conformance> found =
        files.find(ConformanceFiles.VALUE_SET, canonical);
    String url = ConformanceFiles.url(canonical);
    if (found.isEmpty()) {
      String version = ConformanceFiles.version(canonical);
      if (url.startsWith(OF_R4) && (version.isEmpty() || version.startsWith("4.0"))) {
        Optional<Map<String, Set<String>>> ofR4 = R4Part.codes(url.substring(OF_R4.length()));
        if (ofR4.isPresent()) {
          return ofR4.get();
        }
      }
      throw new NoList("the value set " + canonical + " is not in profiles/");
    }
    if (!open.add(url)) {
      mistakes.accept(found.get().remark(url, "the value set includes itself: " + open));
      throw new NoList("the value set " + url + " includes itself");
    }
    try {
      return codes(found.get());
    } finally {
      open.remove(url);
    }
  }

  private Map<String, Set<String>> codes(ConformanceFiles.Conformance set) throws NoList {
    JsonNode expansion = set.json().path("expansion");
    Map<String, Set<String>> codes = new HashMap<>();
    if (expansion.path("contains").isArray() && !expansion.path("contains").isEmpty()) {
      int count = expanded(expansion.path("contains"), codes);
      int total = expansion.path("total").asInt(count);
      if (count < total) {
        throw new NoList("the expansion of " + set.url() + " is not complete");
      }
    } else {
      JsonNode includes = set.json().path("compose").path("include");
      if (includes.isEmpty()) {
        throw new NoList("the value set " + set.url() + " has no codes");
      }
      for (JsonNode include : includes) {
        merge(included(include, set.url()), codes);
      }
      for (JsonNode exclude : set.json().path("compose").path("exclude")) {
        included(exclude, set.url())
            .forEach((system, gone) -> codes.getOrDefault(system, new HashSet<>()).removeAll(gone));
      }
    }
    if (codes.values().stream().mapToInt(Set::size).sum() > CODES_LIMIT) {
      throw new NoList("the value set " + set.url() + " has more than " + CODES_LIMIT + " codes");
    }
    return codes;
  }

  /** Adds what is there; the number of entries. */
  private static int expanded(JsonNode contains, Map<String, Set<String>> codes) {
    int count = 0;
    for (JsonNode each : contains) {
      count++;
      if (!each.path("abstract").asBoolean(false) && !text(each, "code").isEmpty()) {
        add(codes, text(each, "system"), text(each, "code"));
      }
      count += expanded(each.path("contains"), codes);
    }
    return count;
  }

  /** What all parts of an include have in common. */
  private Map<String, Set<String>> included(JsonNode include, String url) throws NoList {
    if (!include.path("filter").isEmpty()) {
      throw new NoList("the value set " + url + " filters " + text(include, "system"));
    }
    Map<String, Set<String>> all = null;
    String system = text(include, "system");
    if (!system.isEmpty()) {
      all = new HashMap<>();
      if (include.path("concept").isEmpty()) {
        system(include, url, all);
      } else {
        for (JsonNode concept : include.path("concept")) {
          add(all, system, text(concept, "code"));
        }
      }
    }
    for (JsonNode other : include.path("valueSet")) {
      Map<String, Set<String>> codes = codes(other.asString(""));
      if (all == null) {
        all = new HashMap<>();
        merge(codes, all);
      } else {
        all.forEach((each, these) -> these.retainAll(codes.getOrDefault(each, Set.of())));
      }
    }
    return all == null ? Map.of() : all;
  }

  private void system(JsonNode include, String url, Map<String, Set<String>> codes) throws NoList {
    String system = text(include, "system");
    String version = text(include, "version");
    JsonNode found =
        files
            .find(ConformanceFiles.CODE_SYSTEM, version.isEmpty() ? system : system + "|" + version)
            .map(ConformanceFiles.Conformance::json)
            .orElseThrow(
                () ->
                    new NoList(
                        "the code system " + system + " of " + url + " is not in profiles/"));
    if (!text(found, "content").equals("complete")) {
      throw new NoList("the code system " + system + " is not complete");
    }
    concepts(found.path("concept"), system, codes);
  }

  private static void concepts(JsonNode concepts, String system, Map<String, Set<String>> codes) {
    for (JsonNode concept : concepts) {
      add(codes, system, text(concept, "code"));
      concepts(concept.path("concept"), system, codes);
    }
  }

  private static void merge(Map<String, Set<String>> from, Map<String, Set<String>> to) {
    from.forEach((system, codes) -> codes.forEach(code -> add(to, system, code)));
  }

  private static void add(Map<String, Set<String>> codes, String system, String code) {
    codes.computeIfAbsent(system, any -> new HashSet<>()).add(code);
  }
}
