package dev.trestle.identity.read;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV (RFC 4180) row by row: quotes, line breaks within quotes, CR, LF or both, a byte order
 * mark. The separator is the one of comma, semicolon, tab and bar that the first line has most of.
 * Bytes that are not UTF-8 are read as Latin-1, with a finding.
 */
final class CsvReader implements AutoCloseable {
  /** A file with more is not one of people. */
  static final int MOST_COLUMNS = 1000;

  /** The longest row, in bytes: a quote that never ends does not take the whole file. */
  static final int MOST_BYTES = 1 << 20;

  private static final int HEAD = 1 << 16;
  private static final int END = -1;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final Findings findings;
  private final int separator;
  private long line = 1;
  private long firstLine = 1;
  private int rowBytes;
  private int pushedBack = END - 1;
  private final byte[] buffer = new byte[HEAD];
  private int at;
  private int filled;

  /**
   * A row.
   *
   * @param line on which it begins, from 1
   */
  record Row(long line, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    boolean isBlank() {
      return cells.stream().allMatch(String::isBlank);
    }

    @Override
    public String toString() {
      return "Row[" + line + "]";
    }
  }

  CsvReader(InputStream stream, Findings findings) throws IOException {
    this.in = new BufferedInputStream(stream, HEAD);
    this.findings = findings;
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD - 1);
    in.reset();
    boolean marked =
        head.length >= BYTE_ORDER_MARK.length
            && head[0] == BYTE_ORDER_MARK[0]
            && head[1] == BYTE_ORDER_MARK[1]
            && head[2] == BYTE_ORDER_MARK[2];
    if (marked) {
      in.skipNBytes(BYTE_ORDER_MARK.length);
    }
    separator = separator(head);
  }

  private static int separator(byte[] head) {
    String candidates = ",;\t|";
    int[] counts = new int[candidates.length()];
    boolean quoted = false;
    for (byte b : head) {
      quoted ^= b == '"';
      if (!quoted && (b == '\n' || b == '\r')) {
        break;
      }
      int candidate = candidates.indexOf(b);
      if (!quoted && candidate >= 0) {
        counts[candidate]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return candidates.charAt(best);
  }

  /**
   * The next row that is not an empty line.
   *
   * @throws TrestleException when a row is too long or has too many columns
   */
  Optional<Row> next() throws IOException {
    while (true) {
      int first = read();
      if (first == END) {
        return Optional.empty();
      }
      if (first != '\n' && first != '\r') {
        pushedBack = first;
        break;
      }
      endOfLine(first);
    }
    firstLine = line;
    rowBytes = 0;
    List<String> cells = new ArrayList<>();
    ByteArrayOutputStream cell = new ByteArrayOutputStream();
    while (true) {
      cell.reset();
      int end = cell(cell);
      if (cells.size() == MOST_COLUMNS) {
        throw invalid("has more than " + MOST_COLUMNS + " columns. Is this a CSV file of people?");
      }
      cells.add(text(cell));
      if (end != separator) {
        if (end != END) {
          endOfLine(end);
        }
        return Optional.of(new Row(firstLine, cells));
      }
    }
  }

  /** Reads one cell; returns what ended it. */
  private int cell(ByteArrayOutputStream cell) throws IOException {
    int c = read();
    if (c == '"') {
      quoted(cell);
      c = read();
      if (c != separator && c != '\n' && c != '\r' && c != END) {
        findings.warning(line, "text after a closing quote is taken as part of the value");
      }
    }
    while (c != separator && c != '\n' && c != '\r' && c != END) {
      cell.write(c);
      c = read();
    }
    return c;
  }

  private void quoted(ByteArrayOutputStream cell) throws IOException {
    long begin = line;
    while (true) {
      int c = read();
      if (c == END) {
        throw new TrestleException(
            ProblemCode.REQUEST_INVALID,
            "line "
                + begin
                + ": a quote is opened and never closed. Write a quote in a value twice.");
      }
      if (c == '"') {
        int after = read();
        if (after != '"') {
          pushedBack = after;
          return;
        }
      } else if (c == '\n') {
        line++;
      }
      cell.write(c);
    }
  }

  private int read() throws IOException {
    if (pushedBack >= END) {
      int c = pushedBack;
      pushedBack = END - 1;
      return c;
    }
    if (++rowBytes > MOST_BYTES) {
      throw invalid("is longer than 1 MB. Is a quote opened and not closed?");
    }
    if (at == filled) {
      filled = in.read(buffer);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return END;
      }
    }
    return buffer[at++] & 0xff;
  }

  private void endOfLine(int c) throws IOException {
    line++;
    rowBytes = 0;
    if (c == '\r') {
      int after = read();
      if (after != '\n') {
        pushedBack = after;
      }
    }
  }

  private TrestleException invalid(String what) {
    return new TrestleException(
        ProblemCode.REQUEST_INVALID, "line " + firstLine + ": the row that begins here " + what);
  }

  private String text(ByteArrayOutputStream cell) {
    byte[] bytes = cell.toByteArray();
    if (isAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      findings.warning(firstLine, "is not UTF-8; read as Latin-1");
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isAscii(byte[] bytes) {
    byte all = 0;
    for (byte b : bytes) {
      all |= b;
    }
    return all >= 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
