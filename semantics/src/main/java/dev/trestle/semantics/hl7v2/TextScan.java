package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

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
    Notes glued =
        new Notes(
            findings,
            location ->
                Finding.warning(
                    ProblemCode.SEGMENT_UNREADABLE,
                    location,
                    "A line that is no segment follows; it is read as part of this field."));
    for (int offset : places.glued) {
      glued.at(offset - 1);
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
    Notes notes =
        new Notes(
            findings,
            location ->
                Finding.information(
                    ProblemCode.ESCAPE_UNREADABLE,
                    location,
                    "An escape character begins no known sequence; it is kept as it is."));
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      int start = i == 0 ? places.fields[Math.min(2, places.firstFields[1] - 1)] : segment.start();
      escapes.unknown(start, segment.end(), notes::at);
    }
  }

  private void controls(List<Finding> findings) {
    Notes notes =
        new Notes(
            findings,
            location ->
                Finding.warning(
                    ProblemCode.VALUE_INVALID,
                    location,
                    "A control character is not allowed in text; it reads as U+FFFD."));
    byte[] bytes = message.raw();
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      for (int at = segment.start(); at < segment.end(); at++) {
        if (Ascii.isIllegalControl(bytes[at])) {
          notes.at(at);
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

  /** Findings of one kind: one for each place, and not more than the limit. */
  private final class Notes {
    private final List<Finding> findings;
    private final Function<String, Finding> finding;
    private int noted;
    private int coveredUntil = -1;

    Notes(List<Finding> findings, Function<String, Finding> finding) {
      this.findings = findings;
      this.finding = finding;
    }

    void at(int offset) {
      if (offset < coveredUntil || noted == Hl7Message.MAX_FINDINGS) {
        return;
      }
      findings.add(finding.apply(Places.of(message, offset)));
      coveredUntil = Places.end(message, offset);
      noted++;
    }
  }
}
