package dev.trestle.semantics.plausibility;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads UCUM codes (UCUM §5 to §12): units and prefixes of health care, exponents, annotations. No
 * parentheses. Kelvin is left out: a {@code K/uL} is a thousand, whatever it says.
 */
final class UnitReader {
  private static final int LONGEST_CODE = 40;
  private static final int MOST_EXPONENT = 30;

  // Exponents are added as numbers of a byte each, so that a product is a sum.
  private static final long METRE = 1;
  private static final long GRAM = 1L << 8;
  private static final long SECOND = 1L << 16;
  private static final long KELVIN = 1L << 24;
  private static final long MOLE = 1L << 32;
  private static final long PRESSURE = GRAM - METRE - 2 * SECOND;
  private static final long ACTIVITY = MOLE - SECOND;
  private static final double ENZYME_UNIT = 1e-6 / 60;
  private static final double DAY = 86_400;

  private static final Map<String, Unit> METRIC =
      Map.ofEntries(
          Map.entry("m", new Unit(METRE, 1, 0)),
          Map.entry("g", new Unit(GRAM, 1, 0)),
          Map.entry("s", new Unit(SECOND, 1, 0)),
          Map.entry("L", new Unit(3 * METRE, 1e-3, 0)),
          Map.entry("l", new Unit(3 * METRE, 1e-3, 0)),
          Map.entry("mol", new Unit(MOLE, 1, 0)),
          Map.entry("eq", new Unit(MOLE, 1, 0)),
          Map.entry("osm", new Unit(MOLE, 1, 0)),
          Map.entry("kat", new Unit(ACTIVITY, 1, 0)),
          Map.entry("U", new Unit(ACTIVITY, ENZYME_UNIT, 0)),
          Map.entry("[IU]", new Unit(ACTIVITY, ENZYME_UNIT, 0)),
          Map.entry("[iU]", new Unit(ACTIVITY, ENZYME_UNIT, 0)),
          Map.entry("Pa", new Unit(PRESSURE, 1e3, 0)),
          Map.entry("bar", new Unit(PRESSURE, 1e8, 0)),
          Map.entry("m[Hg]", new Unit(PRESSURE, 133.322e6, 0)),
          Map.entry("m[H2O]", new Unit(PRESSURE, 9.80665e6, 0)));

  private static final Map<String, Unit> PLAIN =
      Map.ofEntries(
          Map.entry("%", new Unit(0, 1e-2, 0)),
          Map.entry("[ppth]", new Unit(0, 1e-3, 0)),
          Map.entry("10*", new Unit(0, 10, 0)),
          Map.entry("10^", new Unit(0, 10, 0)),
          Map.entry("[pH]", Unit.ONE),
          Map.entry("min", new Unit(SECOND, 60, 0)),
          Map.entry("h", new Unit(SECOND, 3600, 0)),
          Map.entry("d", new Unit(SECOND, DAY, 0)),
          Map.entry("wk", new Unit(SECOND, 7 * DAY, 0)),
          Map.entry("mo", new Unit(SECOND, 30.4375 * DAY, 0)),
          Map.entry("a", new Unit(SECOND, 365.25 * DAY, 0)),
          Map.entry("Cel", new Unit(KELVIN, 1, 273.15)),
          Map.entry("[degF]", new Unit(KELVIN, 5 / 9.0, 459.67 * 5 / 9.0)),
          Map.entry("[lb_av]", new Unit(GRAM, 453.59237, 0)),
          Map.entry("[oz_av]", new Unit(GRAM, 28.349523125, 0)),
          Map.entry("[in_i]", new Unit(METRE, 0.0254, 0)),
          Map.entry("[ft_i]", new Unit(METRE, 0.3048, 0)));

  private static final Map<String, Double> PREFIXES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("M", 1e6),
              Map.entry("k", 1e3),
              Map.entry("d", 1e-1),
              Map.entry("c", 1e-2),
              Map.entry("m", 1e-3),
              Map.entry("u", 1e-6),
              Map.entry("n", 1e-9),
              Map.entry("p", 1e-12),
              Map.entry("f", 1e-15)));

  private UnitReader() {}

  static Optional<Unit> read(String code) {
    if (code.isEmpty() || code.length() > LONGEST_CODE) {
      return Optional.empty();
    }
    Unit alone = PLAIN.get(code);
    if (alone != null) {
      return Optional.of(alone);
    }
    Unit product = Unit.ONE;
    boolean divides = false;
    int from = 0;
    while (from <= code.length()) {
      int end = end(code, from);
      Unit factor =
          from == end && from == 0 && end < code.length()
              ? Unit.ONE
              : component(code.substring(from, end));
      if (factor == null) {
        return Optional.empty();
      }
      product = product.times(divides ? factor.power(-1) : factor);
      divides = end < code.length() && code.charAt(end) == '/';
      from = end + 1;
    }
    return Optional.of(product);
  }

  /** The next {@code .} or {@code /} that is not in brackets or braces. */
  private static int end(String code, int from) {
    int depth = 0;
    for (int at = from; at < code.length(); at++) {
      char c = code.charAt(at);
      if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      } else if (depth == 0 && (c == '.' || c == '/')) {
        return at;
      }
    }
    return code.length();
  }

  private static @Nullable Unit component(String text) {
    int brace = text.indexOf('{');
    boolean annotated = brace >= 0 && text.endsWith("}");
    if (brace >= 0 && !annotated) {
      return null;
    }
    String bare = annotated ? text.substring(0, brace) : text;
    if (bare.isEmpty()) {
      return annotated ? Unit.ONE : null;
    }
    Unit number = number(bare);
    if (number != null) {
      return number;
    }
    int end = bare.length();
    while (end > 0 && (isDigit(bare.charAt(end - 1)) || "+-".indexOf(bare.charAt(end - 1)) >= 0)) {
      end--;
    }
    Unit atom = atom(bare.substring(0, end));
    if (atom == null || atom.isOffset()) {
      return null;
    }
    return end == bare.length() ? atom : power(atom, bare.substring(end));
  }

  private static @Nullable Unit number(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return null;
      }
    }
    return new Unit(0, Double.parseDouble(text), 0);
  }

  private static @Nullable Unit power(Unit atom, String exponent) {
    try {
      int power = Integer.parseInt(exponent);
      return Math.abs(power) > MOST_EXPONENT ? null : atom.power(power);
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static @Nullable Unit atom(String text) {
    Unit known = METRIC.get(text);
    if (known == null) {
      known = PLAIN.get(text);
    }
    if (known != null || text.length() < 2) {
      return known;
    }
    Double prefix = PREFIXES.get(text.substring(0, 1));
    Unit metric = METRIC.get(text.substring(1));
    return prefix == null || metric == null
        ? null
        : new Unit(metric.dimension(), prefix * metric.factor(), 0);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
