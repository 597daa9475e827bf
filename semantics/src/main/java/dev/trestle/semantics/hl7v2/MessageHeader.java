package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.message.Header;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** MSH alone, whatever follows it: what intake and answers need. */
final class MessageHeader {
  private final byte[] bytes;
  private final Segment msh;
  private final Delimiters delimiters;
  private final Charset charset;
  private final @Nullable Charset wide;

  private MessageHeader(Hl7Message message, @Nullable Charset wide) {
    this.bytes = message.raw();
    this.msh = message.segment(0);
    this.delimiters = message.delimiters();
    this.charset = message.charset();
    this.wide = wide;
  }

  /** The header, or null without MSH. */
  static @Nullable MessageHeader read(byte[] raw) {
    MessageStart start = MessageStart.find(raw);
    if (start == null) {
      return null;
    }
    Delimiters delimiters = MessageReader.delimiters(start, new ArrayList<>(0));
    byte[] bytes = start.bytes();
    SegmentIndex places = new SegmentIndex(bytes, start.start(), start.end(), delimiters, 1);
    boolean utf8 = Utf8.examine(bytes, places.starts[0], places.ends[0]).valid();
    Charset charset = utf8 ? StandardCharsets.UTF_8 : CharacterSets.WINDOWS_1252;
    return new MessageHeader(
        new Hl7Message(bytes, delimiters, charset, charset, places, new ArrayList<>(0)),
        start.wide());
  }

  Delimiters delimiters() {
    return delimiters;
  }

  /** The character set an answer is written in: one that keeps the bytes of MSH as they are. */
  Charset charset() {
    return wide == null ? charset : wide;
  }

  /** A component as sent; empty when absent or {@code ""}. */
  String verbatim(int field, int component) {
    if (msh.presence(field, 1, component, 0) != Presence.VALUED) {
      return "";
    }
    int start = msh.start(field, 1, component, 0);
    int end = line(start, start + msh.length(field, 1, component, 0));
    return new String(bytes, start, end - start, charset);
  }

  /** Where a value ends at the latest: a line that is no segment is not read as part of MSH. */
  private int line(int start, int end) {
    int at = start;
    while (at < end && !Ascii.isLineBreak(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The bytes of a whole field, in the set of the answer; none when absent. */
  byte[] field(int field) {
    int start = msh.start(field, 0, 0, 0);
    if (start < 0) {
      return new byte[0];
    }
    int length = line(start, start + msh.length(field, 0, 0, 0)) - start;
    if (wide != null && length > 0) {
      // The writer looks for line breaks in bytes, which these no longer are.
      return new String(bytes, start, length, charset).replaceAll("\\p{Cntrl}", " ").getBytes(wide);
    }
    byte[] copy = new byte[length];
    System.arraycopy(bytes, start, copy, 0, length);
    return copy;
  }

  Header facts() {
    String controlId =
        msh.presence(10, 0, 0, 0) == Presence.ABSENT ? "" : new String(field(10), charset());
    return new Header(
        verbatim(9, 1),
        verbatim(9, 2),
        controlId,
        verbatim(11, 1),
        verbatim(12, 1),
        verbatim(3, 1),
        verbatim(4, 1),
        verbatim(15, 1),
        verbatim(16, 1));
  }
}
