package dev.trestle.semantics.mapping.terminology;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled code table. Immutable; looked up, never walked, so that its order shows nowhere. */
public final class CodeTable {
  private final String name;
  private final Map<String, Target> rows;

  /**
   * What a code stands for.
   *
   * @param code FHIR code; empty: known, nothing is said in FHIR
   * @param system code system, or empty for a code of the element's own value set
   * @param display text, or empty
   */
  public record Target(String code, String system, String display) {}

  public CodeTable(String name, Map<String, Target> rows) {
    this.name = name;
    this.rows = new HashMap<>(rows);
  }

  public String name() {
    return name;
  }

  /** The row of a code as sent, blanks around it aside; null when the table has none. */
  public @Nullable Target find(String code) {
    return rows.get(code.strip());
  }
}
