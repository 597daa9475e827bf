package dev.trestle.identity.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the model that comes with Trestle. */
public final class MatchModelResource {
  private static final String FOLDER = "/dev/trestle/identity/";
  private static final int VERSION_DIGITS = 16;

  /** Shares of a field's levels add up to one, give or take the rare levels that are rounded. */
  private static final double SUM_TOLERANCE = 0.01;

  private MatchModelResource() {}

  /** The model that comes with Trestle. */
  public static MatchModel standard() {
    return parse(text("model.yaml"), text("nicknames.txt"));
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  static MatchModel parse(String yaml, String nicknames) {
    Map<?, ?> root = map(new Load(LoadSettings.builder().build()).loadFromString(yaml), "model");
    Map<?, ?> prior = map(root.get("prior"), "prior");
    double limit = number(root.get("bits-limit"), "bits-limit");
    Map<String, Map<String, Level>> fields = new LinkedHashMap<>();
    map(root.get("fields"), "fields")
        .forEach(
            (name, levels) ->
                fields.put(
                    String.valueOf(name),
                    levels(String.valueOf(name), map(levels, "levels"), limit)));
    Map<?, ?> placeholders = map(root.get("placeholders"), "placeholders");
    return new MatchModel(
        hash(yaml + nicknames),
        number(prior.get("same"), "prior.same"),
        number(prior.get("household"), "prior.household"),
        number(root.get("review-from"), "review-from"),
        limit,
        Map.copyOf(fields),
        new Placeholders(lists(placeholders), String.valueOf(placeholders.get("birth-before"))),
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

  private static Map<String, List<String>> lists(Map<?, ?> placeholders) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    placeholders.forEach(
        (name, values) -> {
          if (values instanceof List<?> list) {
            lists.put(String.valueOf(name), list.stream().map(String::valueOf).toList());
          }
        });
    return Map.copyOf(lists);
  }

  private static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("the model has no " + what);
  }

  private static double number(@Nullable Object value, String what) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("the model has no number for " + what);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream in = MatchModelResource.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
