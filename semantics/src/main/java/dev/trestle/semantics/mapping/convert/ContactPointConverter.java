package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * XTN of every version to ContactPoint: the text in XTN.1 or XTN.12, an address in XTN.4, or the
 * number taken apart in XTN.5 to XTN.8. A repetition with a number and an address gives two.
 *
 * <p>Settings: {@code use} where the message gives none.
 */
final class ContactPointConverter implements Converter {
  private static final int USE = 2;
  private static final int EQUIPMENT = 3;
  private static final int ADDRESS = 4;
  private static final int UNFORMATTED = 12;
  private static final int RANK = 18;

  /** Any text: whose line it is, when to call. */
  private static final int TEXT = 9;

  private static final String COMMENT = "urn:trestle:extension:contact-comment";

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ArrayNode points = draft.array();
    number(taken, draft, points);
    if (!taken.text(ADDRESS).isEmpty()) {
      ObjectNode point = draft.object();
      boolean email = taken.text(ADDRESS).indexOf('@') >= 0;
      draft.constant(point, "system", email ? "email" : "url");
      draft.put(point, "value", taken, ADDRESS);
      use(taken, draft, point);
      validity(taken, draft, point);
      points.add(point);
    }
    draft.use(taken, USE, 0);
    draft.use(taken, EQUIPMENT, 0);
    return points.isEmpty() ? null : points;
  }

  private static void number(Taken taken, Draft draft, ArrayNode points) {
    String text = taken.text(1);
    int part = 1;
    if (text.isEmpty()) {
      text = taken.text(UNFORMATTED);
      part = UNFORMATTED;
    }
    String assembled = assembled(taken);
    if (text.isEmpty() && assembled.isEmpty()) {
      return;
    }
    ObjectNode point = draft.object();
    system(taken, draft, point, text);
    if (text.isEmpty()) {
      draft.put(point, "value", assembled, taken, 7);
    } else {
      draft.put(point, "value", taken, part);
    }
    for (int used = 5; used <= 8; used++) {
      draft.use(taken, used, 0);
    }
    if (part == 1) {
      draft.use(taken, UNFORMATTED, 0);
    }
    use(taken, draft, point);
    validity(taken, draft, point);
    points.add(point);
  }

  private static void system(Taken taken, Draft draft, ObjectNode point, String text) {
    CodeTable.Target known = draft.find("0202-contact-system", taken.text(EQUIPMENT));
    if (known != null && !known.code().isEmpty()) {
      draft.put(point, "system", known.code(), taken, EQUIPMENT);
    } else {
      draft.constant(point, "system", text.indexOf('@') >= 0 ? "email" : "phone");
    }
  }

  private static void use(Taken taken, Draft draft, ObjectNode point) {
    boolean mobile = taken.text(EQUIPMENT).equals("CP");
    CodeTable.Target use = draft.find("0201-contact-use", taken.text(USE));
    if (mobile) {
      draft.put(point, "use", "mobile", taken, EQUIPMENT);
    } else if (use != null && !use.code().isEmpty()) {
      draft.put(point, "use", use.code(), taken, USE);
    } else if (taken.text(USE).isEmpty() && !taken.parameters().get("use").isEmpty()) {
      draft.constant(point, "use", taken.parameters().get("use"));
    }
  }

  /** Since and until when it holds, and which of several to try first. */
  private static void validity(Taken taken, Draft draft, ObjectNode point) {
    Integer rank = Quantities.whole(taken.text(RANK));
    if (rank != null && rank > 0) {
      point.set("rank", draft.leaf(rank, taken, RANK));
    }
    Periods.put(point, taken, 13, 14, draft);
    if (!taken.text(TEXT).isEmpty() && !point.has("extension")) {
      ObjectNode extension = draft.object();
      draft.constant(extension, "url", COMMENT);
      draft.put(extension, "valueString", taken, TEXT);
      point.set("extension", draft.array().add(extension));
    }
  }

  /** {@code +1 312 555-1234 x9}. */
  private static String assembled(Taken taken) {
    if (taken.text(7).isEmpty()) {
      return "";
    }
    StringBuilder number = new StringBuilder();
    String country = taken.text(5);
    if (!country.isEmpty()) {
      number.append(country.startsWith("+") ? "" : "+").append(country).append(' ');
    }
    if (!taken.text(6).isEmpty()) {
      number.append(taken.text(6)).append(' ');
    }
    number.append(taken.text(7));
    if (!taken.text(8).isEmpty()) {
      number.append(" x").append(taken.text(8));
    }
    return number.toString();
  }
}
