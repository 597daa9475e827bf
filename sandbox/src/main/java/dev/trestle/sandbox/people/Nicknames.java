package dev.trestle.sandbox.people;

import dev.trestle.sandbox.seed.Lists;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Nicknames of the real given names among the made-up ones. */
public final class Nicknames {
  private static final Map<String, String> BY_FULL_NAME = read();

  private Nicknames() {}

  public static Optional<String> of(String given) {
    return Optional.ofNullable(BY_FULL_NAME.get(given));
  }

  private static Map<String, String> read() {
    Map<String, String> nicknames = new TreeMap<>();
    for (String key : new String[] {"real.f", "real.m"}) {
      for (String pair : Lists.items("names.txt", key, " ")) {
        String[] parts = pair.split("=");
        nicknames.put(parts[0], parts[1]);
      }
    }
    return nicknames;
  }
}
