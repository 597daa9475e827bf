package dev.trestle.records.search;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.index.Values;

/**
 * A token of a query (R4 §3.1.1.4.10): {@code code}, {@code system|code} or {@code |code}.
 *
 * @param anySystem whether no system was asked for
 * @param system the system, empty for none
 * @param code the code or value
 */
record CodedValue(boolean anySystem, String system, String code) {
  static CodedValue parse(String text) {
    int bar = text.indexOf('|');
    CodedValue value =
        bar < 0
            ? new CodedValue(true, "", text)
            : new CodedValue(false, text.substring(0, bar), text.substring(bar + 1));
    if (value.code.isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_SUPPORTED, "A code is needed: a system alone is not indexed");
    }
    return value;
  }

  boolean hasSystem() {
    return !system.isEmpty();
  }

  boolean matches(Values.Coded stored) {
    return stored.code().equals(code)
        && (anySystem || stored.isPlain() || stored.system().equals(system));
  }

  @Override
  public String toString() {
    return "CodedValue";
  }
}
