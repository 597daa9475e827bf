package dev.trestle.identity.match;

import static dev.trestle.identity.standard.ModelText.map;
import static dev.trestle.identity.standard.ModelText.number;

import dev.trestle.identity.standard.ModelText;
import dev.trestle.identity.standard.Nicknames;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the model that comes with Trestle. */
public final class MatchModelResource {
  /** Shares of a field's levels add up to one, give or take the rare levels that are rounded. */
  private static final double SUM_TOLERANCE = 0.01;

  private MatchModelResource() {}

  /** The model that comes with Trestle. */
  public static MatchModel standard() {
    return parse(
        ModelText.resource("model.yaml"),
        ModelText.resource("placeholders.yaml"),
        ModelText.resource("nicknames.txt"));
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  static MatchModel parse(String yaml, String placeholders, String nicknames) {
    Map<?, ?> root = ModelText.root(yaml);
    Map<?, ?> prior = map(root.get("prior"), "prior");
    double limit = number(root.get("bits-limit"), "bits-limit");
    Map<String, Map<String, Level>> fields = new LinkedHashMap<>();
    map(root.get("fields"), "fields")
        .forEach(
            (name, levels) ->
                fields.put(
                    String.valueOf(name),
                    levels(String.valueOf(name), map(levels, "levels"), limit)));
    return new MatchModel(
        ModelText.version(yaml + placeholders + nicknames),
        number(prior.get("same"), "prior.same"),
        number(prior.get("household"), "prior.household"),
        number(root.get("review-from"), "review-from"),
        limit,
        Map.copyOf(fields),
        ModelText.placeholders(placeholders),
        new Nicknames(nicknames));
  }

  private static Map<String, Level> levels(String field, Map<?, ?> texts, double bitsLimit) {
    double most = Math.pow(2, bitsLimit);
    double[] sums = new double[3];
    Map<String, Level> levels = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          Map<?, ?> shares = map(value, field);
          double m = number(shares.get("m"), field);
          double h = number(shares.get("h"), field);
          double u = number(shares.get("u"), field);
          sums[0] += m;
          sums[1] += h;
          sums[2] += u;
          double other = Math.min(Math.max(u, m / most), m * most);
          levels.put(String.valueOf(name), new Level(String.valueOf(name), m, h, other));
        });
    for (double sum : sums) {
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw new IllegalArgumentException("the shares of " + field + " add up to " + sum);
      }
    }
    return Map.copyOf(levels);
  }
}
