package dev.trestle.semantics.plausibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads the rules that come with Trestle from the class path. */
final class PlausibilityRulesResource {
  private static final String NAME = "trestle/plausibility/rules.yaml";

  private PlausibilityRulesResource() {}

  static String text() {
    ClassLoader loader = Objects.requireNonNull(PlausibilityRulesResource.class.getClassLoader());
    try (InputStream in = loader.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("the profiles are not on the class path: " + NAME);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
