package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.Notation.Narrative;
import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hl7.SegmentWriter;
import dev.trestle.sandbox.hospital.LabOrder.Kind;
import dev.trestle.sandbox.hospital.LabOrder.Result;
import dev.trestle.sandbox.hospital.Laboratory.Status;
import java.util.Arrays;
import java.util.List;

/** ORC, OBR, OBX and NTE in the dialect of a feed. */
final class ResultSegments {
  private ResultSegments() {}

  static void order(Draft draft, LabOrder order, Status status) {
    SegmentWriter out = draft.out;
    String placer = number(draft, order.placer(), draft.hospital.adt().application());
    String filler = number(draft, order.filler(), draft.feed.application());
    out.segment("ORC").text(1, "RE").raw(2, placer).raw(3, filler).text(5, "CM");
    out.raw(12, draft.staff(order.ordered()));
    out.segment("OBR").text(1, "1").raw(2, placer).raw(3, filler);
    out.raw(4, code(draft, order.loinc(), order.name(), order.local()));
    out.text(7, draft.time(order.collected())).raw(16, draft.staff(order.ordered()));
    out.text(22, draft.time(draft.event)).text(24, section(order.kind())).text(25, status.name());
  }

  private static String number(Draft draft, String number, String namespace) {
    return draft.out.components(number, namespace);
  }

  /** OBR-24 (HL7 table 0074). */
  private static String section(Kind kind) {
    return switch (kind) {
      case PANEL -> "CH";
      case CULTURE -> "MB";
      case IMAGING -> "RAD";
      case DOCUMENT -> "OTH";
    };
  }

  private static String code(Draft draft, String loinc, String name, String local) {
    return switch (draft.feed.notation().codes()) {
      case LOINC_FIRST -> draft.out.components(loinc, name, "LN", local, local, "L");
      case LOCAL_FIRST -> draft.out.components(local, name, "L", loinc, name, "LN");
      case LOINC_ONLY -> draft.out.components(loinc, name, "LN");
    };
  }

  static void results(Draft draft, LabOrder order, List<Result> results, Status status) {
    int number = 0;
    for (Result result : results) {
      if (result.type().equals("TX")) {
        number = text(draft, order, result, status, number);
      } else {
        number++;
        String value = value(draft, result);
        observation(draft, order, result, result.type(), value, status, number);
        note(draft, result);
      }
    }
  }

  /** Lines of text, in the way of the feed; returns the number of the last OBX. */
  private static int text(
      Draft draft, LabOrder order, Result result, Status status, int numberBefore) {
    if (draft.has(Trait.TYPOGRAPHIC)) {
      draft.quirks.add(Quirk.TYPOGRAPHIC);
    }
    List<String> lines =
        Arrays.stream(result.value().split("\n"))
            .map(line -> draft.out.escaped(draft.letters(line)))
            .toList();
    int number = numberBefore;
    Narrative narrative = draft.feed.notation().narrative();
    if (narrative == Narrative.OBX_PER_LINE) {
      draft.quirks.add(Quirk.LINE_PER_OBX);
      for (String line : lines) {
        observation(draft, order, result, "TX", line, status, ++number);
      }
      return number;
    }
    boolean breaks = narrative == Narrative.BREAKS;
    String value =
        breaks
            ? String.join(draft.out.lineBreak(), lines)
            : draft.out.repeated(lines.toArray(String[]::new));
    observation(draft, order, result, breaks ? "FT" : "TX", value, status, ++number);
    return number;
  }

  private static void observation(
      Draft draft,
      LabOrder order,
      Result result,
      String type,
      String value,
      Status status,
      int number) {
    SegmentWriter out = draft.out.segment("OBX");
    out.text(1, Integer.toString(number)).text(2, type);
    out.raw(3, code(draft, result.loinc(), result.name(), result.local()));
    if (!draft.has(Trait.NO_SUB_IDS)) {
      out.text(4, result.subId());
    }
    out.raw(5, value).text(6, result.unit()).text(7, result.range()).text(8, result.flag());
    out.text(11, status.name()).text(14, draft.time(order.collected()));
  }

  private static String value(Draft draft, Result result) {
    String value = result.value();
    return switch (result.type()) {
      case "CE" -> {
        int sign = value.indexOf('=');
        yield draft.coded(value.substring(0, sign), value.substring(sign + 1), "L");
      }
      case "ED" -> {
        draft.quirks.add(Quirk.DOCUMENT);
        yield draft.out.components(draft.feed.application(), "TEXT", "plain", "Base64", value);
      }
      default -> {
        if (result.type().equals("NM") && value.startsWith(">")) {
          draft.quirks.add(Quirk.NOT_A_NUMBER);
        }
        yield draft.out.escaped(draft.letters(value));
      }
    };
  }

  private static void note(Draft draft, Result result) {
    if (result.note().isEmpty()) {
      return;
    }
    String text = draft.out.escaped(draft.letters(result.note()));
    if (draft.has(Trait.LINE_FEED_IN_NOTES)) {
      draft.quirks.add(Quirk.LINE_FEED_IN_TEXT);
    } else {
      text = text.replace("\n", draft.out.lineBreak());
    }
    if (draft.has(Trait.TYPOGRAPHIC)) {
      draft.quirks.add(Quirk.TYPOGRAPHIC);
    }
    draft.out.segment("NTE").text(1, "1").text(2, "L").raw(3, text);
  }
}
