package dev.trestle.sandbox.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The small lists of this module, read from its own resources (UTF-8, {@code #} is a comment). */
public final class Lists {
  private Lists() {}

  /** The lines of a list without comments and blank lines. */
  public static List<String> lines(String name) {
    try (InputStream in = Lists.class.getResourceAsStream("/dev/trestle/sandbox/" + name);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, "no list " + name), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The items of the line {@code KEY: ITEM; ITEM}. */
  public static List<String> items(String name, String key, String separator) {
    String prefix = key + ":";
    for (String line : lines(name)) {
      if (line.startsWith(prefix)) {
        return Arrays.stream(line.substring(prefix.length()).strip().split(separator))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .toList();
      }
    }
    throw new IllegalArgumentException("no line " + key + " in " + name);
  }

  /** The items of the line {@code KEY: A=B; C=D}, each in its parts. */
  public static List<List<String>> tuples(String name, String key) {
    return items(name, key, ";").stream().map(item -> List.of(item.split("="))).toList();
  }
}
