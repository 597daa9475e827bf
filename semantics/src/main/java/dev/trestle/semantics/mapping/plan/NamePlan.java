package dev.trestle.semantics.mapping.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a resource gets one of its names.
 *
 * @param kind kind of the business key
 * @param shape {@code cx} or {@code ei}: how the number names its authority
 * @param numbers places of the number, the first that is valued counts; empty for none
 * @param parts further parts of the value; {@code line} stands for OBX-4 or the ordinal within
 *     equal OBX-3
 * @param fallback only when no name before it is there
 * @param triggers only for these messages (MSH-9.1); empty for all
 * @param when only when this holds, or null
 */
public record NamePlan(
    String kind,
    String shape,
    List<FieldPath> numbers,
    List<Part> parts,
    boolean fallback,
    List<String> triggers,
    @Nullable Condition when) {
  public NamePlan {
    numbers = List.copyOf(numbers);
    parts = List.copyOf(parts);
    triggers = List.copyOf(triggers);
  }

  /** Parts of a name; of several places the first that is valued counts. */
  public record Part(List<FieldPath> places, boolean line) {
    public Part {
      places = List.copyOf(places);
    }
  }
}
