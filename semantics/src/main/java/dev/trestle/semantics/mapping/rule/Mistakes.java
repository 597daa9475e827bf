package dev.trestle.semantics.mapping.rule;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Collection;

/** Failures of a mapping, with file, line and what was probably meant. */
public final class Mistakes {
  private Mistakes() {}

  public static TrestleException at(Place place, String text) {
    MappingMistake mistake = new MappingMistake(place, text);
    return new TrestleException(
        ProblemCode.MAPPING_INVALID, place.file() + ":" + place.line() + ": " + text, mistake);
  }

  /** {@code unknown converter "dat"; did you mean "date"?}. */
  public static TrestleException unknown(
      Place place, String what, String name, Collection<String> known) {
    String hint =
        NearestName.of(name, known).map(best -> "; did you mean \"" + best + "\"?").orElse("");
    return at(place, "unknown " + what + " \"" + name + "\"" + hint);
  }
}
