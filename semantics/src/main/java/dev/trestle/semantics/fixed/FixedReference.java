package dev.trestle.semantics.fixed;

import dev.trestle.kernel.statement.Translation;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A Reference to a key of a translation and nothing else: {@code {"reference": "key:3"}}, see
 * {@link Translation#REFERENCE_PREFIX}. It says the same in every message, though what it leads to
 * differs.
 */
public final class FixedReference extends FixedObject {
  private static final long serialVersionUID = 1;

  /** Most messages have fewer keys. */
  private static final FixedReference[] FIRST = new FixedReference[128];

  static {
    for (int key = 0; key < FIRST.length; key++) {
      FIRST[key] = new FixedReference(key);
    }
  }

  private final int key;

  private FixedReference(int key) {
    super(Map.of("reference", text(key)));
    this.key = key;
  }

  private static JsonNode text(int key) {
    return JsonNodeFactory.instance.stringNode(Translation.REFERENCE_PREFIX + key);
  }

  /**
   * The reference to a key.
   *
   * @param key index in {@link Translation#keys}, from 0
   */
  public static FixedReference to(int key) {
    return key < FIRST.length ? FIRST[key] : new FixedReference(key);
  }

  /** Index in {@link Translation#keys}. */
  public int key() {
    return key;
  }
}
