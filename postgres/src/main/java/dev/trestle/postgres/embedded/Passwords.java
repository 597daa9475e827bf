package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The generated passwords of the embedded server, readable by the user who runs Trestle only.
 *
 * @param administrator of the superuser
 * @param application of the role that owns the database
 */
record Passwords(String administrator, String application) {
  private static final int RANDOM_BYTES = 24;

  /** Reads them, or makes them when the file is not there. */
  static Passwords in(Path file) throws IOException {
    if (!Files.exists(file)) {
      Folders.write(file, random() + "\n" + random() + "\n", "rw-------");
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2 || lines.get(0).isBlank() || lines.get(1).isBlank()) {
      throw new IOException("The file of database passwords is damaged: " + file);
    }
    return new Passwords(lines.get(0), lines.get(1));
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "Passwords";
  }
}
