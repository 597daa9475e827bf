package dev.trestle.semantics.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Builds a message segment by segment. Values are escaped with the message's delimiters (HL7 v2.5.1
 * §2.7), so that reading gives them back; what stands in {@code verbatim} is not. Not thread-safe.
 *
 * <pre>{@code
 * Hl7Writer writer = Hl7Writer.message(Delimiters.DEFAULT, UTF_8);
 * writer.segment("MSH").field(9, "ADT", "A01", "ADT_A01").field(10, "17");
 * writer.segment("PID").field(3, "123", "", "", "MRN").repetition(3, "9", "", "", "SSN");
 * byte[] message = writer.bytes();
 * }</pre>
 */
public final class Hl7Writer {
  private final Delimiters delimiters;
  private final Charset charset;
  private final List<SegmentWriter> segments = new ArrayList<>();

  private Hl7Writer(Delimiters delimiters, Charset charset) {
    this.delimiters = delimiters;
    this.charset = charset;
  }

  /** An empty message. */
  public static Hl7Writer message(Delimiters delimiters, Charset charset) {
    return new Hl7Writer(delimiters, charset);
  }

  /** Begins a segment; MSH, BHS and FHS get their fields 1 and 2 by themselves. */
  public SegmentWriter segment(String name) {
    SegmentWriter segment = new SegmentWriter(name);
    segments.add(segment);
    return segment;
  }

  /** The message; each segment ends with CR. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (SegmentWriter segment : segments) {
      segment.write(out);
      out.writeBytes("\r".getBytes(charset));
    }
    return out.toByteArray();
  }

  /** One segment being written. */
  public final class SegmentWriter {
    private final String name;
    private final boolean header;
    private final List<ByteArrayOutputStream> fields = new ArrayList<>();

    private SegmentWriter(String name) {
      this.name = name;
      this.header = name.equals("MSH") || name.equals("BHS") || name.equals("FHS");
    }

    /** Sets a field to one repetition of these components. */
    public SegmentWriter field(int number, String... components) {
      return repetitions(number, List.of(asParts(components)));
    }

    /** Adds a repetition of these components to a field. */
    public SegmentWriter repetition(int number, String... components) {
      if (at(number).size() > 0) {
        separate(at(number), delimiters.repetition());
      }
      parts(at(number), asParts(components));
      return this;
    }

    /** Sets a field to repetitions of components of subcomponents. */
    public SegmentWriter repetitions(int number, List<List<List<String>>> repetitions) {
      at(number).reset();
      for (int i = 0; i < repetitions.size(); i++) {
        if (i > 0) {
          separate(at(number), delimiters.repetition());
        }
        parts(at(number), repetitions.get(i));
      }
      return this;
    }

    /** Sets a field to {@code ""}: the value is to be deleted. */
    public SegmentWriter nullField(int number) {
      return verbatim(number, "\"\"".getBytes(charset));
    }

    /**
     * Sets a field to bytes as they are. Line breaks and the bytes that frame messages become
     * blanks: they would end the segment or the frame.
     */
    public SegmentWriter verbatim(int number, byte[] bytes) {
      ByteArrayOutputStream field = at(number);
      field.reset();
      for (byte b : bytes) {
        boolean breaks = Ascii.isLineBreak(b) || Ascii.isIllegalControl(b);
        field.write(breaks && !CharacterSets.isWide(charset) ? ' ' : b);
      }
      return this;
    }

    private List<List<String>> asParts(String[] components) {
      List<List<String>> parts = new ArrayList<>(components.length);
      for (String component : components) {
        parts.add(Collections.singletonList(component));
      }
      return parts;
    }

    private ByteArrayOutputStream at(int number) {
      int index = number - (header ? 3 : 1);
      if (index < 0) {
        throw new IllegalArgumentException("field " + number + " of " + name + " is not written");
      }
      while (fields.size() <= index) {
        fields.add(new ByteArrayOutputStream());
      }
      return fields.get(index);
    }

    private void parts(ByteArrayOutputStream out, List<List<String>> components) {
      for (int c = 0; c < components.size(); c++) {
        if (c > 0) {
          separate(out, delimiters.component());
        }
        List<String> subcomponents = components.get(c);
        for (int s = 0; s < subcomponents.size(); s++) {
          if (s > 0) {
            separate(out, delimiters.subcomponent());
          }
          out.writeBytes(Escaping.escape(subcomponents.get(s), delimiters).getBytes(charset));
        }
      }
    }

    /** A separator, or a blank when the message has none of this kind. */
    private void separate(ByteArrayOutputStream out, byte separator) {
      char character = separator == 0 ? ' ' : (char) (separator & 0xFF);
      out.writeBytes(String.valueOf(character).getBytes(charset));
    }

    private void write(ByteArrayOutputStream out) {
      out.writeBytes(name.getBytes(charset));
      if (header) {
        separate(out, delimiters.field());
        out.writeBytes(delimiters.encodingCharacters().getBytes(charset));
      }
      int last = fields.size();
      while (last > 0 && fields.get(last - 1).size() == 0) {
        last--;
      }
      for (int i = 0; i < last; i++) {
        separate(out, delimiters.field());
        out.writeBytes(fields.get(i).toByteArray());
      }
    }
  }
}
