package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;

/**
 * A field that says how sensitive something is.
 *
 * @param path the field
 * @param table its codes; one that is not there, or no table, is restricted
 * @param map the map whose resources it labels, or empty: everything about the patient in the
 *     message
 */
public record SecurityPlan(FieldPath path, @Nullable CodeTable table, String map) {
  /** The label of what is sensitive in a way nobody described. */
  public static final String RESTRICTED =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|R";
}
