package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The steps of reading: find MSH, its delimiters, the segments, the character set. */
final class MessageReader {
  private MessageReader() {}

  static Hl7Message read(byte[] raw, ReadOptions options) {
    MessageStart start = MessageStart.find(raw);
    if (start == null) {
      return new Hl7Message(
          raw, Finding.error(ProblemCode.NO_MSH, "", "There is no MSH segment near the start."));
    }
    List<Finding> findings = new ArrayList<>(0);
    noteStart(start, findings);
    byte[] bytes = start.bytes();
    Delimiters delimiters = delimiters(start, findings);
    SegmentIndex places = new SegmentIndex(bytes, start.start(), start.end(), delimiters);
    if (start.wide() != null) {
      return new Hl7Message(
          bytes, delimiters, StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, places, findings);
    }
    CharsetDecision decision =
        CharsetDecision.decide(
            options.charset(),
            declared(bytes, places, delimiters),
            bytes,
            start.start(),
            start.end(),
            places.hasHighBytes);
    findings.addAll(decision.findings());
    Charset charset = decision.charset();
    if (CharacterSets.keepsAscii(charset)) {
      return new Hl7Message(bytes, delimiters, charset, charset, places, findings);
    }
    return transcoded(start, delimiters, charset, findings);
  }

  private static Hl7Message transcoded(
      MessageStart start, Delimiters delimiters, Charset charset, List<Finding> findings) {
    byte[] bytes =
        new String(start.bytes(), start.start(), start.end() - start.start(), charset)
            .getBytes(StandardCharsets.UTF_8);
    SegmentIndex places = new SegmentIndex(bytes, 0, bytes.length, delimiters);
    return new Hl7Message(bytes, delimiters, StandardCharsets.UTF_8, charset, places, findings);
  }

  private static void noteStart(MessageStart start, List<Finding> findings) {
    if (start.noise() > 0) {
      findings.add(
          Finding.warning(ProblemCode.LEADING_NOISE, "", "Bytes before MSH were skipped."));
    } else if (start.start() > 0) {
      findings.add(
          Finding.information(
              ProblemCode.LEADING_NOISE, "", "A byte order mark or frame bytes were skipped."));
    }
    if (start.wide() != null) {
      findings.add(
          Finding.information(
              ProblemCode.CHARSET_MISMATCH, "MSH-18", "The message is UTF-16; it was transcoded."));
    }
  }

  static Delimiters delimiters(MessageStart start, List<Finding> findings) {
    byte[] bytes = start.bytes();
    byte field = bytes[start.start() + 3];
    int from = start.start() + 4;
    int to = from;
    while (to < start.end() && bytes[to] != field && !Ascii.isLineBreak(bytes[to])) {
      to++;
    }
    if (!Delimiters.usual(bytes, field, from, to)) {
      findings.add(
          Finding.warning(
              ProblemCode.DELIMITERS_ODD,
              "MSH-2",
              "MSH-1 or MSH-2 does not hold the usual number of different characters."));
    }
    return Delimiters.read(bytes, field, from, to);
  }

  /** The repetitions of MSH-18, read as ASCII. */
  private static List<String> declared(byte[] bytes, SegmentIndex places, Delimiters delimiters) {
    int token = 17;
    int tokens = places.firstFields[1];
    if (token >= tokens) {
      return List.of();
    }
    int start = places.fields[token];
    int end = token + 1 < tokens ? places.fields[token + 1] - 1 : places.ends[0];
    List<String> names = new ArrayList<>(1);
    int from = start;
    for (int at = start; at <= end; at++) {
      if (at < end && Ascii.isLineBreak(bytes[at])) {
        // A line that is no segment follows MSH; it names no character set.
        end = at;
      }
      if (at == end || bytes[at] == delimiters.repetitionOrNone()) {
        String name = Ascii.text(bytes, from, at).strip();
        if (!name.isEmpty() && !name.equals("\"\"")) {
          names.add(name);
        }
        from = at + 1;
      }
    }
    return names;
  }
}
