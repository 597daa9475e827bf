package dev.trestle.app.command;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import java.util.List;

/** A source named on the command line, {@code mercy/adt}. */
final class SourceOption {
  private SourceOption() {}

  /**
   * The source of this name.
   *
   * @throws TrestleException SOURCE_UNKNOWN, with what was probably meant
   */
  static Source find(Site site, String name) {
    List<Source> sources =
        site.healthSystems().stream().flatMap(system -> system.sources().stream()).toList();
    return sources.stream()
        .filter(source -> source.name().toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.SOURCE_UNKNOWN,
                    "The site has no source "
                        + name
                        + NearestName.hint(
                            name, sources.stream().map(s -> s.name().toString()).toList())));
  }
}
