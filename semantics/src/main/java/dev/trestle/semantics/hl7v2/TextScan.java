package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks through the text of a message for what reading leaves as it is or replaces. */
final class TextScan {
  private final Hl7Message message;
  private final SegmentIndex places;
  private final Escapes escapes;

  TextScan(Hl7Message message, SegmentIndex places, Escapes escapes) {
    this.message = message;
    this.places = places;
    this.escapes = escapes;
  }

  void addTo(List<Finding> findings) {
    for (int offset : places.glued) {
      findings.add(
          Finding.warning(
              ProblemCode.SEGMENT_UNREADABLE,
              location(offset - 1),
              "A line that is no segment follows; it is read as part of this field."));
    }
    if (places.hasEscapes) {
      escapes(findings);
    }
    if (places.hasControls) {
      controls(findings);
    }
    if (places.hasHighBytes) {
      invalid(findings);
    }
  }

  private void escapes(List<Finding> findings) {
    int before = findings.size();
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      int start = i == 0 ? places.fields[Math.min(2, places.firstFields[1] - 1)] : segment.start();
      escapes.unknown(
          start,
          segment.end(),
          offset -> {
            if (findings.size() - before < Hl7Message.MAX_FINDINGS) {
              findings.add(
                  Finding.information(
                      ProblemCode.ESCAPE_UNREADABLE,
                      location(offset),
                      "An escape character begins no known sequence; it is kept as it is."));
            }
          });
    }
  }

  private void controls(List<Finding> findings) {
    int before = findings.size();
    byte[] bytes = message.raw();
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      for (int at = segment.start(); at < segment.end(); at++) {
        if (Ascii.isIllegalControl(bytes[at])
            && findings.size() - before < Hl7Message.MAX_FINDINGS) {
          findings.add(
              Finding.warning(
                  ProblemCode.VALUE_INVALID,
                  location(at),
                  "A control character is not allowed in text; it reads as U+FFFD."));
        }
      }
    }
  }

  private void invalid(List<Finding> findings) {
    int invalid = InvalidBytes.count(message.raw(), places, message.charset());
    if (invalid > 0) {
      findings.add(
          Finding.warning(
              ProblemCode.CHARSET_MISMATCH,
              "",
              invalid
                  + " bytes are no character of "
                  + (message.charset().equals(StandardCharsets.UTF_8)
                      ? "UTF-8"
                      : message.charset().name())
                  + "; they read as U+FFFD."));
    }
  }

  /** The place of a byte, as exact as its field and repetition. */
  private String location(int offset) {
    return Places.of(message, offset);
  }
}
