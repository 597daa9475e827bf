package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Immunization.education of the OBX that tell which information statement was shown: those of one
 * OBX-4 are about one statement. Which one, by its document type or by the vaccine it is about;
 * when it was published; when it was shown.
 */
final class VaccineEducation implements Converter {
  private static final int CODE = 3;
  private static final int SUB_ID = 4;
  private static final int VALUE = 5;
  private static final int STATUS = 11;
  private static final String DOCUMENT_TYPE = "69764-9";
  private static final String VACCINE_TYPE = "30956-7";
  private static final String PUBLISHED = "29768-9";
  private static final String PRESENTED = "29769-7";

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    Map<String, List<Taken>> statements = new LinkedHashMap<>();
    List<Segment> lines = draft.lines().isEmpty() ? List.of(taken.segment()) : draft.lines();
    for (Segment line : lines) {
      if (List.of(DOCUMENT_TYPE, VACCINE_TYPE, PUBLISHED, PRESENTED).contains(code(line))) {
        statements
            .computeIfAbsent(line.text(SUB_ID, 1, 0, 0).strip(), fresh -> new ArrayList<>())
            .add(new Taken(line, VALUE, 1, 0, taken.parameters()));
      }
    }
    ArrayNode education = draft.array();
    for (List<Taken> statement : statements.values()) {
      ObjectNode one = one(statement, draft);
      if (!one.isEmpty()) {
        education.add(one);
      }
    }
    return education.isEmpty() ? null : education;
  }

  private static ObjectNode one(List<Taken> statement, Draft draft) {
    ObjectNode one = draft.object();
    for (String code : List.of(DOCUMENT_TYPE, VACCINE_TYPE)) {
      Taken type = of(statement, code);
      if (type != null && one.isEmpty()) {
        boolean said = draft.put(one, "documentType", type, 2);
        if (said || draft.put(one, "documentType", type, 1)) {
          used(type, draft);
        }
      }
    }
    time(one, "publicationDate", of(statement, PUBLISHED), draft);
    time(one, "presentationDate", of(statement, PRESENTED), draft);
    return one;
  }

  private static void time(ObjectNode one, String name, @Nullable Taken value, Draft draft) {
    String time = value == null ? null : FhirTimes.dateTime(value.value(), value.location(), draft);
    if (value != null && time != null) {
      draft.put(one, name, time, value, 1);
      used(value, draft);
    }
  }

  /** What the value is, and its type, went into the element. */
  private static void used(Taken value, Draft draft) {
    draft.use(value.segment(), 2, 0, 0);
    draft.use(value.segment(), CODE, 0, 0);
    draft.use(value.segment(), VALUE, 1, 0);
    draft.use(value.segment(), STATUS, 0, 0);
  }

  private static @Nullable Taken of(List<Taken> statement, String code) {
    for (Taken each : statement) {
      if (code(each.segment()).equals(code)) {
        return each;
      }
    }
    return null;
  }

  private static String code(Segment line) {
    return line.text(CODE, 1, 1, 0).strip();
  }
}
