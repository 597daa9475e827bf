package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.hl7v2.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Annotations of the lines of a text. The lines of an NTE are one note as long as their kind,
 * author and time (NTE-4 to NTE-6) are the same; one that says none of these goes on with the note
 * before it.
 */
final class Annotations {
  private static final int KIND = 4;
  private static final int AUTHOR = 5;
  private static final int TIME = 6;
  private static final String KINDS = "http://terminology.hl7.org/CodeSystem/v2-0364";
  private static final String KIND_EXTENSION =
      "http://hl7.org/fhir/StructureDefinition/annotationType";

  private Annotations() {}

  /** One Annotation or several, each in an extension of its own with the setting {@code url}. */
  static @Nullable JsonNode of(Taken taken, Draft draft) {
    List<Segment> lines = lines(taken, draft);
    ArrayNode notes = draft.array();
    int from = 0;
    for (int at = 1; at <= lines.size(); at++) {
      if (at == lines.size() || differ(lines.get(from), lines.get(at))) {
        ObjectNode note = wrapped(lines.subList(from, at), taken, draft);
        if (note != null) {
          notes.add(note);
        }
        from = at;
      }
    }
    if (notes.isEmpty()) {
      return null;
    }
    return notes.size() == 1 ? notes.get(0) : notes;
  }

  private static @Nullable ObjectNode wrapped(List<Segment> lines, Taken taken, Draft draft) {
    String url = taken.parameters().get("url");
    if (url.isEmpty()) {
      return note(lines, taken, draft);
    }
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", url);
    ObjectNode note = note(lines, taken, draft);
    if (note == null) {
      draft.take(mark);
      return null;
    }
    extension.set("valueAnnotation", note);
    return extension;
  }

  private static List<Segment> lines(Taken taken, Draft draft) {
    List<Segment> lines = draft.lines();
    boolean ours = !lines.isEmpty() && lines.get(0).index() == taken.segment().index();
    return ours ? lines : List.of(taken.segment());
  }

  private static boolean isNote(Segment segment) {
    return segment.name().equals("NTE");
  }

  private static boolean differ(Segment first, Segment next) {
    for (int field = KIND; isNote(first) && field <= TIME; field++) {
      String said = next.text(field, 0, 0, 0);
      if (!said.isBlank() && !said.equals(first.text(field, 0, 0, 0))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable ObjectNode note(List<Segment> lines, Taken taken, Draft draft) {
    StringBuilder text = new StringBuilder();
    Taken first = null;
    for (Segment line : lines) {
      for (int i = 1; i <= line.repetitions(taken.field()); i++) {
        String part = line.text(taken.field(), i, 0, 0).stripTrailing();
        text.append(part).append('\n');
        draft.use(line, taken.field(), i, 0);
        if (first == null && !part.isBlank()) {
          first = new Taken(line, taken.field(), i, 0, taken.parameters());
        }
      }
    }
    String whole = text.toString().strip();
    if (whole.isEmpty()) {
      return null;
    }
    ObjectNode note = draft.object();
    Segment told = lines.get(0);
    if (isNote(told)) {
      toldBy(told, lines, note, taken, draft);
    }
    note.set("text", draft.leaf(whole, first == null ? taken : first, 0, 0));
    return note;
  }

  private static void toldBy(
      Segment told, List<Segment> lines, ObjectNode note, Taken taken, Draft draft) {
    kind(new Taken(told, KIND, 1, 0, taken.parameters()), note, draft);
    Taken author = new Taken(told, AUTHOR, 1, 0, taken.parameters());
    JsonNode who = author.text(0).isEmpty() ? null : SharedResources.practitioner(author, draft);
    if (who != null) {
      note.set("authorReference", who);
    }
    Periods.putTime(note, "time", new Taken(told, TIME, 1, 0, taken.parameters()), 1, draft);
    for (Segment line : lines) {
      for (int field = KIND; line != told && field <= TIME; field++) {
        draft.use(line, field, 0, 0); // the same as in the first line
      }
    }
  }

  private static void kind(Taken kind, ObjectNode note, Draft draft) {
    if (kind.text(0).isEmpty()) {
      return;
    }
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", KIND_EXTENSION);
    JsonNode type = ConceptConverter.of(kind, KINDS, draft);
    if (type == null) {
      draft.take(mark);
      return;
    }
    extension.set("valueCodeableConcept", type);
    note.set("extension", draft.array().add(extension));
  }
}
