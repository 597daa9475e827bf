package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says to its converter.
 *
 * @param element the last name of the target element
 * @param table code table, or null
 * @param with further settings by name
 */
public record Parameters(
    String element, @Nullable CodeTable table, SortedMap<String, String> with) {
  /** A setting, empty when not given. */
  public String get(String name) {
    return with.getOrDefault(name, "");
  }
}
