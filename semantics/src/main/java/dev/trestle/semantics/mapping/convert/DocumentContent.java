package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.hl7v2.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * DocumentReference.content of the OBX of a document: their text lines, in order, are one
 * attachment; each ED and RP is one of its own. Where the lines come from several sections (OBX-3
 * changes), the name of each section stands before its lines.
 */
final class DocumentContent implements Converter {
  private static final int TYPE = 2;
  private static final int SECTION = 3;
  private static final int VALUE = 5;
  private static final int STATUS = 11;
  private static final Set<String> TEXTS = Set.of("TX", "FT", "ST", "");

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ArrayNode content = draft.array();
    List<Segment> texts = new ArrayList<>();
    List<Segment> lines = draft.lines().isEmpty() ? List.of(taken.segment()) : draft.lines();
    for (Segment line : lines) {
      if (TEXTS.contains(type(line))) {
        texts.add(line);
      }
    }
    boolean textDone = false;
    for (Segment line : lines) {
      boolean text = TEXTS.contains(type(line));
      if (text && !textDone) {
        textDone = true;
        add(content, text(texts, taken.parameters(), draft), draft);
      } else if (!text) {
        attachments(line, taken.parameters(), content, draft);
      }
    }
    return content.isEmpty() ? null : content;
  }

  private static void attachments(
      Segment line, Parameters parameters, ArrayNode content, Draft draft) {
    for (int i = 1; i <= line.repetitions(VALUE); i++) {
      Taken value = new Taken(line, VALUE, i, 0, parameters);
      int mark = draft.mark();
      ObjectNode attachment = Attachments.of(type(line), value, draft);
      if (attachment == null) {
        draft.take(mark);
        continue;
      }
      title(attachment, line, parameters, draft);
      add(content, attachment, draft);
      draft.use(line, TYPE, 0, 0);
      useFinal(line, draft);
    }
  }

  /** That a line is final is what a document says of all its lines. */
  private static void useFinal(Segment line, Draft draft) {
    if (line.text(STATUS, 1, 0, 0).strip().equals("F")) {
      draft.use(line, STATUS, 0, 0);
    }
  }

  private static void add(ArrayNode content, @Nullable ObjectNode attachment, Draft draft) {
    if (attachment != null) {
      ObjectNode item = draft.object();
      item.set("attachment", attachment);
      content.add(item);
    }
  }

  /** The lines as one text; R4 has no plain text here, only base64. */
  private static @Nullable ObjectNode text(
      List<Segment> lines, Parameters parameters, Draft draft) {
    boolean sections = lines.stream().map(DocumentContent::section).distinct().count() > 1;
    StringBuilder text = new StringBuilder();
    Taken first = null;
    String section = "";
    for (Segment line : lines) {
      if (sections && !section(line).isEmpty() && !section(line).equals(section)) {
        section = section(line);
        text.append(section).append('\n');
      }
      for (int i = 1; i <= Math.max(1, line.repetitions(VALUE)); i++) {
        String part = line.text(VALUE, i, 0, 0).stripTrailing();
        text.append(part).append('\n');
        if (first == null && !part.isBlank()) {
          first = new Taken(line, VALUE, i, 0, parameters);
        }
      }
      draft.use(line, TYPE, 0, 0);
      draft.use(line, SECTION, 0, 0);
      draft.use(line, VALUE, 0, 0);
      useFinal(line, draft);
    }
    String whole = text.toString().strip();
    if (first == null) {
      return null;
    }
    ObjectNode attachment = draft.object();
    draft.constant(attachment, "contentType", "text/plain");
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    String data = Base64.getEncoder().encodeToString(bytes);
    attachment.set("data", draft.leaf(data, first, 0, 0));
    if (!sections) {
      title(attachment, first.segment(), parameters, draft);
    }
    return attachment;
  }

  private static void title(
      ObjectNode attachment, Segment line, Parameters parameters, Draft draft) {
    Taken section = new Taken(line, SECTION, 1, 0, parameters);
    if (draft.put(attachment, "title", section, 2)) {
      draft.use(line, SECTION, 0, 0);
    }
  }

  private static String section(Segment line) {
    String called = line.text(SECTION, 1, 2, 0).strip();
    return called.isEmpty() ? line.text(SECTION, 1, 1, 0).strip() : called;
  }

  private static String type(Segment line) {
    return line.text(TYPE, 1, 0, 0).strip();
  }
}
