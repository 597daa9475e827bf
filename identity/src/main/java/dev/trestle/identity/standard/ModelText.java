package dev.trestle.identity.standard;

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
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the YAML of a model; every complaint says what is missing. */
public final class ModelText {
  private static final String FOLDER = "/dev/trestle/identity/";
  private static final int VERSION_DIGITS = 16;

  private ModelText() {}

  /** A file that comes with Trestle. */
  public static String resource(String name) {
    try (InputStream in = ModelText.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The root of a YAML text.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Map<?, ?> root(String yaml) {
    try {
      return map(new Load(LoadSettings.builder().build()).loadFromString(yaml), "content");
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("the model is not YAML: " + e.getMessage(), e);
    }
  }

  public static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("the model has no " + what);
  }

  public static double number(@Nullable Object value, String what) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("the model has no number for " + what);
  }

  public static List<String> texts(@Nullable Object value, String what) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("the model has no list of " + what);
  }

  /** The placeholders that come with Trestle, read from their text. */
  public static Placeholders placeholders(String yaml) {
    Map<?, ?> root = root(yaml);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    root.forEach(
        (name, values) -> {
          if (values instanceof List<?> list) {
            lists.put(String.valueOf(name), list.stream().map(String::valueOf).toList());
          }
        });
    return new Placeholders(Map.copyOf(lists), String.valueOf(root.get("birth-before")));
  }

  /** What tells one text from another: 16 hexadecimal digits of its SHA-256. */
  public static String version(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
