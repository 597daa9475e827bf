package dev.trestle.app.command;

import dev.trestle.identity.offline.Linked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The files that {@code trestle link} writes: for their owner only, and whole or not at all. */
final class LinkedFile {
  private LinkedFile() {}

  /** {@code id,entity}, in the order of the input. */
  static byte[] csv(Linked linked) {
    int[] records = new int[linked.table().size()];
    for (int record = 0; record < records.length; record++) {
      records[linked.table().filePosition(record)] = record;
    }
    StringBuilder csv = new StringBuilder("id,entity\n");
    for (int record : records) {
      csv.append(cell(linked.table().id(record)))
          .append(',')
          .append(cell(linked.entity(record)))
          .append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Writes a file; one that is there is replaced when the new one is whole. */
  static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path unfinished =
        Files.createTempFile(
            folder,
            ".trestle-",
            ".unfinished",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
