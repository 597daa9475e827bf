package dev.trestle.semantics.hl7v2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One FHS or BHS line: its delimiters and the bytes of its fields, numbered as in MSH. */
final class HeaderLine {
  private final byte[] line;
  private final Delimiters delimiters;

  private HeaderLine(byte[] line, Delimiters delimiters) {
    this.line = line;
    this.delimiters = delimiters;
  }

  /** A line, or one without fields and with the usual delimiters when there is none. */
  static HeaderLine of(byte @Nullable [] line) {
    if (line == null || line.length < 4) {
      return new HeaderLine(new byte[0], Delimiters.DEFAULT);
    }
    byte separator = line[3];
    int end = 4;
    while (end < line.length && line[end] != separator) {
      end++;
    }
    return new HeaderLine(line, Delimiters.read(line, separator, 4, end));
  }

  Delimiters delimiters() {
    return delimiters;
  }

  byte[] field(int number) {
    int left = number - 1;
    int from = 0;
    for (int at = 3; at < line.length; at++) {
      if (line[at] == delimiters.field()) {
        if (left == 0) {
          return Arrays.copyOfRange(line, from, at);
        }
        left--;
        from = at + 1;
      }
    }
    return left == 0 ? Arrays.copyOfRange(line, from, line.length) : new byte[0];
  }
}
