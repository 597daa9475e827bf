package dev.trestle.semantics.validation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The codes that FHIR R4 allows in an element, where it allows no others. Immutable. */
public final class RequiredBinding {
  private final String path;
  private final CodeSet codes;
  private final boolean coded;

  RequiredBinding(String path, CodeSet codes, boolean coded) {
    this.path = path;
    this.codes = codes;
    this.coded = coded;
  }

  /** {@code Patient.gender}. */
  public String path() {
    return path;
  }

  /** Name of the value set. */
  public String valueSet() {
    return codes.name();
  }

  /** Whether a code stands with its system here: in a Coding or CodeableConcept. */
  public boolean isCoded() {
    return coded;
  }

  /**
   * Whether the code may stand here.
   *
   * @param system of the code; elements of type code have none, and it is not looked at
   */
  public boolean allows(String system, String code) {
    return coded ? codes.bySystem().getOrDefault(system, Set.of()).contains(code) : codes.has(code);
  }

  /** All codes, sorted; with their system, {@code system|code}, where they stand with it. */
  public List<String> codes() {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, Set<String>> entry : codes.bySystem().entrySet()) {
      entry.getValue().forEach(code -> all.add(written(entry.getKey(), code)));
    }
    return List.copyOf(all);
  }

  /** A code as {@link #codes()} writes it. */
  public String written(String system, String code) {
    return coded ? system + "|" + code : code;
  }
}
