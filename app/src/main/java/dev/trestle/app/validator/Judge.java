package dev.trestle.app.validator;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who says whether a resource is as it should be. */
public enum Judge {
  /** Our own checker, which messages pass on their way; the one that is asked by default. */
  TRESTLE,
  /** HAPI's validator. */
  HAPI;

  /**
   * Those with these names; none: our own.
   *
   * @throws TrestleException REQUEST_INVALID for a name that nobody has
   */
  public static Set<Judge> named(Collection<String> names) {
    Set<Judge> judges = EnumSet.noneOf(Judge.class);
    for (String name : names) {
      judges.add(
          switch (name.toLowerCase(Locale.ROOT)) {
            case "trestle" -> TRESTLE;
            case "hapi" -> HAPI;
            default ->
                throw new TrestleException(
                    ProblemCode.REQUEST_INVALID, "A validator is `trestle` or `hapi`.");
          });
    }
    return judges.isEmpty() ? EnumSet.of(TRESTLE) : judges;
  }
}
