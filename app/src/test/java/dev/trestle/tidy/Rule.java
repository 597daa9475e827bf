package dev.trestle.tidy;

import java.util.List;
import java.util.function.Function;

/**
 * One rule on Java sources.
 *
 * @param name how {@link Excused} and messages call it
 * @param check finds the violations among all sources of the project
 */
record Rule(String name, Function<List<JavaSource>, List<Violation>> check) {
  List<Violation> violations(List<JavaSource> sources) {
    return check.apply(sources);
  }

  @Override
  public String toString() {
    return name;
  }
}
