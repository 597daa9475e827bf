package dev.trestle.semantics.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the mappings that come with Trestle from the class path; {@code index.txt} lists them. */
public final class BaseMappingsResource {
  private static final String BASE = "trestle/base/";
  private static final String INDEX = "index.txt";

  private BaseMappingsResource() {}

  /** The base mapping. */
  public static MappingSource base() {
    URL index = BaseMappingsResource.class.getClassLoader().getResource(BASE + INDEX);
    if (index == null) {
      throw new IllegalStateException("the profiles are not on the class path: " + BASE + INDEX);
    }
    try {
      List<MappingSource.Text> texts = new ArrayList<>();
      for (String line : text(index).split("\n")) {
        String name = line.strip();
        if (!name.isEmpty() && !name.startsWith("#")) {
          // Beside the index: the class path is searched once and not a hundred times.
          texts.add(new MappingSource.Text(name, text(new URL(index, name))));
        }
      }
      return MappingSource.of(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(URL at) throws IOException {
    try (InputStream in = at.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
