package dev.trestle.semantics.mapping.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules that keep or drop leaves by their place. Looked up only. */
public final class LeafRules {
  private final Map<String, Leaf[]> bySegment = new HashMap<>();

  /** What is done with a leaf that no rule mapped. */
  public enum Leaf {
    KEPT,
    DROPPED
  }

  /** Field 0 stands for the whole segment. */
  void add(String segment, int field, Leaf leaf) {
    Leaf[] known = bySegment.get(segment);
    Leaf[] fields =
        known == null
            ? new Leaf[field + 1]
            : Arrays.copyOf(known, Math.max(known.length, field + 1));
    fields[field] = leaf;
    bySegment.put(segment, fields);
  }

  /** What a rule says of the field, or null. */
  public @Nullable Leaf find(String segment, int field) {
    Leaf[] fields = bySegment.get(segment);
    if (fields == null) {
      return null;
    }
    Leaf own = field < fields.length ? fields[field] : null;
    return own == null ? fields[0] : own;
  }
}
