package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.fixed.FixedCoding;
import dev.trestle.semantics.mapping.terminology.CodeForm;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CWE, CE, CF, CNE, IS or ID to CodeableConcept. The codings stand in the order sent; with a table
 * the mapped code comes first, the original after it. A code without a public system gets one of
 * the feed's own, never a public one.
 *
 * <p>A code that the HL7 table named does not define, and one that its form shows to be none of the
 * system named (ADR 75), is the sender's own as well.
 *
 * <p>Settings: {@code system} of codes that name none and are in the table or when there is no
 * table; {@code text-only} when a code with neither a name nor a code system is a text.
 */
final class ConceptConverter implements Converter {
  private static final int[] TRIPLETS = {1, 4, 10};
  private static final int ORIGINAL_TEXT = 9;
  private static final String NULL_FLAVOR = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
  private static final String SYSTEM_NUMBER = "urn:trestle:extension:code-system-oid";

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ObjectNode concept = draft.object();
    ArrayNode codings = draft.array();
    mapped(taken, draft, codings);
    for (int part : TRIPLETS) {
      int mark = draft.mark();
      ObjectNode coding = coding(taken, part, draft);
      if (coding != null && same(coding, codings)) {
        draft.take(mark);
        version(codings, taken, part, draft);
      } else if (coding != null) {
        codings.add(coding);
      }
    }
    if (!codings.isEmpty()) {
      concept.set("coding", codings);
    }
    if (!draft.put(concept, "text", taken, ORIGINAL_TEXT)) {
      text(taken, draft, concept);
    }
    ObjectNode fixed = concept.size() == 1 ? fixed(codings) : null;
    return fixed != null ? fixed : concept.isEmpty() ? null : concept;
  }

  /** The concept of codings that are known beforehand; else null. */
  private static @Nullable ObjectNode fixed(ArrayNode codings) {
    if (codings.size() > 2 || !(codings.get(0) instanceof FixedCoding first)) {
      return null;
    }
    if (codings.size() == 1) {
      return first.concept();
    }
    return codings.get(1) instanceof FixedCoding second ? first.concept(second) : null;
  }

  /** The first triplet as a Coding, where the element holds one. */
  static @Nullable JsonNode first(Taken taken, Draft draft) {
    return coding(taken, 1, draft);
  }

  /** A concept whose codes without a system are of this one; empty for none. */
  static @Nullable JsonNode of(Taken taken, String system, Draft draft) {
    SortedMap<String, String> with = new TreeMap<>();
    with.put("system", system);
    Parameters parameters = new Parameters(taken.parameters().element(), null, with);
    Taken other =
        new Taken(
            taken.segment(), taken.field(), taken.repetition(), taken.component(), parameters);
    return new ConceptConverter().convert(other, draft);
  }

  /** The mapped code is the one sent: it has the version that was sent with it. */
  private static void version(ArrayNode codings, Taken taken, int part, Draft draft) {
    int last = codings.size() - 1;
    if (part == 1
        && codings.get(last) instanceof FixedCoding known
        && !taken.text(versionPart(part)).isEmpty()) {
      ObjectNode versioned = draft.object();
      versioned.setAll(known);
      draft.put(versioned, "version", taken, versionPart(part));
      codings.set(last, versioned);
    }
  }

  private static int versionPart(int part) {
    return part == 10 ? 13 : part == 1 ? 7 : 8;
  }

  /** Whether the mapped code is the original one. */
  private static boolean same(ObjectNode coding, ArrayNode codings) {
    for (JsonNode known : codings) {
      if (known.path("system").equals(coding.path("system"))
          && known.path("code").equals(coding.path("code"))) {
        return true;
      }
    }
    return false;
  }

  /** A text where the message gives no original one: the first triplet's. */
  private static void text(Taken taken, Draft draft, ObjectNode concept) {
    if (!concept.has("coding") && isText(taken, 1)) {
      draft.put(concept, "text", taken, 1);
    } else if (isNothing(taken, draft) && draft.put(concept, "text", taken, 5)) {
      return;
    } else if (!draft.put(concept, "text", taken, 2) && taken.text(1).isEmpty()) {
      draft.put(concept, "text", taken, 5);
    }
  }

  /**
   * Whether the first triplet says that the list asked for has no code: what is known then is in
   * the second, and a text "unknown" would hide it.
   */
  private static boolean isNothing(Taken taken, Draft draft) {
    String name = taken.text(3);
    return !name.isEmpty() && NULL_FLAVOR.equals(draft.systemUri(name));
  }

  /** Whether a triplet is a text in the place of its code: nothing says whose code it would be. */
  private static boolean isText(Taken taken, int part) {
    return part == 1
        && taken.text(part + 1).isEmpty()
        && taken.parameters().get("text-only").equals("yes")
        && IntStream.of(part + 2, ORIGINAL_TEXT, oidPart(part))
            .allMatch(other -> taken.text(other).isEmpty())
        && unnamed(taken) == null;
  }

  private static void mapped(Taken taken, Draft draft, ArrayNode codings) {
    CodeTable table = taken.parameters().table();
    String code = taken.text(1);
    if (table == null || code.isEmpty()) {
      return;
    }
    CodeTable.Target target = draft.find(table, code);
    if (target == null) {
      draft.unmapped(table, code, taken, 1, "; it stands as sent.");
      return;
    }
    if (!target.code().isEmpty()) {
      codings.add(draft.coding(target.coding(), taken, 1));
    }
  }

  /** One triplet, or null when it has neither code nor system. */
  private static @Nullable ObjectNode coding(Taken taken, int part, Draft draft) {
    String code = taken.text(part);
    if (code.isEmpty() || isText(taken, part)) {
      return null;
    }
    String name = taken.text(part + 2);
    String oid = taken.text(oidPart(part));
    String byOid = oid.isEmpty() ? null : draft.feed().codeSystems().uriOfOid(oid);
    String uri = name.isEmpty() ? unnamed(taken) : draft.systemUri(name);
    if (uri == null && name.isEmpty()) {
      uri = byOid;
    }
    if (uri != null && isCodeAlone(taken, part)) {
      FixedCoding defined = draft.feed().codeSystems().defined(uri, code);
      if (defined != null) {
        draft.use(taken, part + 2, 0);
        return draft.coding(defined, taken, part);
      }
    }
    if (uri != null && !belongs(uri, taken, part, draft)) {
      uri = null;
    }
    ObjectNode coding = draft.object();
    draft.constant(coding, "system", uri == null ? local(name, taken, draft) : uri);
    draft.put(coding, "version", taken, versionPart(part));
    draft.put(coding, "code", uri == null ? code : CodeForm.written(uri, code), taken, part);
    draft.put(coding, "display", taken, part + 1);
    draft.use(taken, part + 2, 0);
    if (byOid != null) {
      oid(coding, uri, byOid, taken, part, draft);
    }
    return coding;
  }

  /** Whether a triplet says nothing beside its code and system. */
  private static boolean isCodeAlone(Taken taken, int part) {
    return taken.text(part + 1).isEmpty()
        && taken.text(versionPart(part)).isEmpty()
        && taken.text(oidPart(part)).isEmpty();
  }

  /** CWE.14, 17 and 20: the number of the system named. */
  private static int oidPart(int part) {
    return part == 1 ? 14 : part == 4 ? 17 : 20;
  }

  /** A number that is the system's own says it once more; another stands beside the code. */
  private static void oid(
      ObjectNode coding, @Nullable String uri, String byOid, Taken taken, int part, Draft draft) {
    int at = oidPart(part);
    if (byOid.equals(uri)) {
      draft.use(taken, at, 0);
      return;
    }
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", SYSTEM_NUMBER);
    draft.put(extension, "valueOid", "urn:oid:" + taken.text(at), taken, at);
    coding.set("extension", draft.array().add(extension));
  }

  /** Whether a code may stand under a public system; it is told when its form speaks against it. */
  private static boolean belongs(String uri, Taken taken, int part, Draft draft) {
    String code = taken.text(part);
    if (!draft.feed().codeSystems().holds(uri, code)) {
      return false;
    }
    CodeForm form = CodeForm.of(uri, code);
    if (form == CodeForm.AMBIGUOUS) {
      draft.warnOnce(
          ProblemCode.CODE_AMBIGUOUS,
          taken.location(part),
          "The code is not written as "
              + uri
              + " asks, and stands for more than one; it stays as"
              + " sent.");
    } else if (form == CodeForm.IMPOSSIBLE) {
      draft.warnOnce(
          ProblemCode.CODE_IMPOSSIBLE,
          taken.location(part),
          "No code of "
              + uri
              + " is written so (form or check digit); it stands under the feed's"
              + " own system.");
    }
    return form != CodeForm.IMPOSSIBLE;
  }

  private static String local(String name, Taken taken, Draft draft) {
    String place = taken.segment().name() + "-" + taken.field();
    return draft.feed().localSystem(name.isEmpty() ? place : name);
  }

  private static @Nullable String unnamed(Taken taken) {
    CodeTable table = taken.parameters().table();
    String fallback = taken.parameters().get("system");
    if (fallback.isEmpty()) {
      return null;
    }
    boolean known = table == null || table.find(taken.text(1)) != null;
    return known ? fallback : null;
  }
}
