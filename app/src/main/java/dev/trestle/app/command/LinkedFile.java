package dev.trestle.app.command;

import dev.trestle.identity.offline.Linked;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The files that {@code trestle link} writes: for their owner only, and whole or not at all. */
final class LinkedFile {
  private LinkedFile() {}

  /** Writes what a file holds. */
  interface Content {
    void write(Writer out) throws IOException;
  }

  /** {@code id,entity}, in the order of the input. */
  static Content csv(Linked linked) {
    return out -> {
      out.write("id,entity\n");
      try {
        linked
            .table()
            .inFileOrder(
                linked.entities(),
                (id, entity) -> {
                  try {
                    out.append(cell(id)).append(',').append(cell(entity)).append('\n');
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    };
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Writes a file; one that is there is replaced when the new one is whole. */
  static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path unfinished =
        Files.createTempFile(
            folder,
            ".trestle-",
            ".unfinished",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (Writer out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(unfinished), StandardCharsets.UTF_8))) {
        content.write(out);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
