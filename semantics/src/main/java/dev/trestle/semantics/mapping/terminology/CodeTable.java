package dev.trestle.semantics.mapping.terminology;

import dev.trestle.semantics.fixed.FixedCoding;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled code table. Immutable; looked up, never walked, so that its order shows nowhere. */
public final class CodeTable {
  private final String name;
  private final Map<String, Target> rows;

  /** What a code stands for. */
  public static final class Target {
    private final String code;
    private final String system;
    private final String display;
    private volatile @Nullable FixedCoding coding; // made when it is first asked for

    /**
     * @param code FHIR code; empty: known, nothing is said in FHIR
     * @param system code system, or empty for a code of the element's own value set
     * @param display text, or empty
     */
    public Target(String code, String system, String display) {
      // What checks them has the same texts, and then need not compare them.
      this.code = code.intern();
      this.system = system.intern();
      this.display = display;
    }

    public String code() {
      return code;
    }

    public String system() {
      return system;
    }

    public String display() {
      return display;
    }

    /** All of it as a Coding, shared by all who ask. */
    public FixedCoding coding() {
      FixedCoding known = coding;
      if (known == null) {
        known = FixedCoding.of(system, code, display);
        coding = known;
      }
      return known;
    }

    @Override
    public String toString() {
      return "Target[" + system + "|" + code + "]";
    }
  }

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
