package dev.trestle.semantics.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the mappings that come with Trestle from the class path; {@code index.txt} lists them. */
public final class BaseMappingsResource {
  private static final String BASE = "trestle/base/";

  private BaseMappingsResource() {}

  /** The base mapping. */
  public static MappingSource base() {
    List<MappingSource.Text> texts = new ArrayList<>();
    for (String line : text("index.txt").split("\n")) {
      String name = line.strip();
      if (!name.isEmpty() && !name.startsWith("#")) {
        texts.add(new MappingSource.Text(name, text(name)));
      }
    }
    return MappingSource.of(texts);
  }

  private static String text(String name) {
    ClassLoader loader = BaseMappingsResource.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(BASE + name)) {
      if (in == null) {
        throw new IllegalStateException("the profiles are not on the class path: " + BASE + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
