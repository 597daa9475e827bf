package dev.trestle.semantics.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Escape sequences (HL7 v2.5.1 §2.7). They are resolved to bytes in the message's character set
 * before anything is decoded, so that {@code \XC3\\XA9\} is one character and so is {@code
 * \XC3A9\}.
 *
 * <p>A sequence that is not known, and an escape character that begins none, stay as they are: the
 * next escape character may begin a good one ({@code 4\5 re A\T\B}).
 */
final class Escapes {
  /** Most lines or blanks that one formatting command adds. */
  static final int FORMAT_REPEAT_LIMIT = 99;

  /** Longest sequence that is not hexadecimal. */
  private static final int NAME_LIMIT_BYTES = 80;

  private final byte[] bytes;
  private final Delimiters delimiters;
  private final Charset charset;
  private final Charset hexCharset;

  /**
   * Escapes of one message.
   *
   * @param charset of the bytes
   * @param hexCharset of hexadecimal data; another one when the message was transcoded
   */
  Escapes(byte[] bytes, Delimiters delimiters, Charset charset, Charset hexCharset) {
    this.bytes = bytes;
    this.delimiters = delimiters;
    this.charset = charset;
    this.hexCharset = hexCharset;
  }

  /** Receives the places of escape characters that begin no known sequence. */
  interface Unknown {
    void at(int offset);
  }

  /** The bytes of a place with its sequences resolved. */
  byte[] resolve(int start, int end) {
    Output out = new Output(end - start);
    int escape = delimiters.escapeOrNone();
    int plain = start;
    int at = start;
    while (at < end) {
      if (bytes[at] != escape) {
        at++;
        continue;
      }
      int close = close(at, end);
      int keep = out.size();
      if (close > at) {
        out.write(bytes, plain, at - plain);
      }
      if (close > at && sequence(at + 1, close, out)) {
        at = close + 1;
        plain = at;
      } else if (close > at) {
        out.truncate(keep);
        at = isKept(at + 1, close) ? close + 1 : at + 1;
      } else {
        at++;
      }
    }
    out.write(bytes, plain, end - plain);
    return out.toByteArray();
  }

  /** Finds the escape characters that {@link #resolve} leaves as they are. */
  void unknown(int start, int end, Unknown unknown) {
    int escape = delimiters.escapeOrNone();
    int at = start;
    Output sink = new Output(16);
    while (at < end) {
      if (bytes[at] != escape) {
        at++;
        continue;
      }
      int close = close(at, end);
      sink.truncate(0);
      if (close > at && sequence(at + 1, close, sink)) {
        at = close + 1;
        continue;
      }
      unknown.at(at);
      at = close > at && isKept(at + 1, close) ? close + 1 : at + 1;
    }
  }

  /** The escape character that ends the sequence, or -1 when none can. */
  private int close(int at, int end) {
    int limit = at + 1 < end && bytes[at + 1] == 'X' ? end : Math.min(end, at + NAME_LIMIT_BYTES);
    for (int close = at + 1; close < limit; close++) {
      if (bytes[close] == delimiters.escape()) {
        return close;
      }
      if (bytes[at + 1] == 'X' && close > at + 1 && Ascii.hex(bytes[close]) < 0) {
        return -1;
      }
    }
    return -1;
  }

  /** Writes what the body of a sequence means; false when it is not known. */
  private boolean sequence(int start, int end, Output out) {
    if (end - start == 1) {
      return single(bytes[start], out);
    }
    if (end - start < 2) {
      return false;
    }
    return switch (bytes[start]) {
      case 'X' -> hexadecimal(start + 1, end, out);
      case '.' -> format(start + 1, end, out);
      default -> false;
    };
  }

  private boolean single(byte name, Output out) {
    byte meant =
        switch (name) {
          case 'F' -> delimiters.field();
          case 'S' -> delimiters.component();
          case 'T' -> delimiters.subcomponent();
          case 'R' -> delimiters.repetition();
          case 'E' -> delimiters.escape();
          case 'P' -> delimiters.truncation() == 0 ? (byte) '#' : delimiters.truncation();
          default -> 0;
        };
    if (meant != 0) {
      out.write(meant);
      return true;
    }
    // \H\ and \N\ switch highlighting, which plain text has not.
    return name == 'H' || name == 'N' || usualOfAbsent(name, out);
  }

  /** {@code \T\} in a message whose MSH-2 names no subcomponent separator is still {@code &}. */
  private static boolean usualOfAbsent(byte name, Output out) {
    int usual = name == 'S' ? '^' : name == 'T' ? '&' : name == 'R' ? '~' : 0;
    if (usual != 0) {
      out.write(usual);
    }
    return usual != 0;
  }

  private boolean hexadecimal(int start, int end, Output out) {
    int digits = end - start;
    int value = 0;
    for (int at = start; at < end; at++) {
      int digit = Ascii.hex(bytes[at]);
      if (digit < 0) {
        return false;
      }
      value = digits <= 4 ? value << 4 | digit : 0;
    }
    if (digits == 2 && value < 0x80) {
      out.write(value);
      return true;
    }
    // Three digits, or four with a leading 00, are one 16-bit character: \X000d\ is CR, not NUL CR.
    if (digits == 3 || (digits == 4 && value <= 0xFF)) {
      return character((char) value, out);
    }
    if (digits % 2 != 0) {
      return false;
    }
    byte[] gathered = new byte[digits / 2];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] =
          (byte) (Ascii.hex(bytes[start + 2 * i]) << 4 | Ascii.hex(bytes[start + 2 * i + 1]));
    }
    byte[] meant =
        hexCharset.equals(charset) ? gathered : new String(gathered, hexCharset).getBytes(charset);
    out.write(meant, 0, meant.length);
    return true;
  }

  private boolean character(char value, Output out) {
    byte[] encoded = encode(value);
    if (encoded == null) {
      return false;
    }
    out.write(encoded, 0, encoded.length);
    return true;
  }

  private byte @Nullable [] encode(char value) {
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(new char[] {value}));
      byte[] result = new byte[encoded.remaining()];
      encoded.get(result);
      return result;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Formatting commands of FT (§2.7.6): those that break a line do, the others leave nothing. */
  private boolean format(int start, int end, Output out) {
    if (end - start < 2) {
      return false;
    }
    String command = Ascii.text(bytes, start, start + 2);
    boolean bare = end - start == 2;
    int count = bare ? 1 : number(start + 2, end);
    if (count < 0) {
      return false;
    }
    return switch (command) {
      case "br", "ce" -> bare && out.repeat('\n', 1);
      case "sp" -> out.repeat('\n', count);
      case "sk" -> out.repeat(' ', count);
      case "fi", "nf" -> bare;
      case "in", "ti" -> true;
      default -> false;
    };
  }

  /** A number with an optional sign, capped, or -1. */
  private int number(int start, int end) {
    int at = bytes[start] == '+' || bytes[start] == '-' ? start + 1 : start;
    int value = at < end ? 0 : -1;
    for (; at < end; at++) {
      if (!Ascii.isDigit(bytes[at])) {
        return -1;
      }
      value = Math.min(FORMAT_REPEAT_LIMIT, value * 10 + bytes[at] - '0');
    }
    return value;
  }

  /**
   * Sequences that are understood to be one but have no meaning here: {@code \Cxxyy\} and {@code
   * \Mxxyyzz\} switch to a set of MSH-18, {@code \Z..\} is the sender's own.
   */
  private boolean isKept(int start, int end) {
    int digits = end - start - 1;
    byte kind = end > start ? bytes[start] : 0;
    boolean set = (kind == 'C' && digits == 4) || (kind == 'M' && (digits == 4 || digits == 6));
    for (int at = start + 1; at < end; at++) {
      if (set ? Ascii.hex(bytes[at]) < 0 : !Ascii.isLetterOrDigit(bytes[at])) {
        return false;
      }
    }
    return set || kind == 'Z';
  }

  /** Bytes written so far, which can be taken back. */
  private static final class Output extends ByteArrayOutputStream {
    Output(int size) {
      super(size);
    }

    synchronized void truncate(int size) {
      count = size;
    }

    boolean repeat(char c, int times) {
      for (int i = 0; i < times; i++) {
        write(c);
      }
      return true;
    }
  }
}
