package dev.trestle.semantics.mapping;

import dev.trestle.semantics.mapping.plan.Condition;
import dev.trestle.semantics.mapping.plan.FieldPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message that says as little as possible: who the patient and the visit are, what a segment
 * needs to be found, and one field more.
 */
final class RowMessage {
  /** What a segment needs so that its resource has a name. */
  private static final Map<String, String> LEAST =
      Map.ofEntries(
          Map.entry("PID", "PID|||123^^^MERCY^MR"),
          Map.entry("PV1", "PV1||" + "|".repeat(17) + "V77^^^MERCY"),
          Map.entry("AL1", "AL1|||X^X^L"),
          Map.entry("IAM", "IAM|||X^X^L"),
          Map.entry("DG1", "DG1|||I10^H^I10"),
          Map.entry("PR1", "PR1|||C^C^L"),
          Map.entry("IN1", "IN1||PLAN|PAY1"),
          Map.entry("NK1", "NK1||ROE^RICHARD|SPO"),
          Map.entry("ORC", "ORC||P1|F1"),
          Map.entry("OBR", "OBR||P1|F1|GLU^Glucose^L"),
          Map.entry("OBX", "OBX||ST|C^C^L"),
          Map.entry("SPM", "SPM||S1&A^S2&B"),
          Map.entry("RXA", "RXA|||20260105||03^MMR^CVX"),
          Map.entry("RXE", "RXE||M^Med^L"),
          Map.entry("RXO", "RXO|M^Med^L"),
          Map.entry("RXD", "RXD||M^Med^L|20260105"),
          Map.entry("TXA", "TXA||||||||||||D1"),
          Map.entry("SCH", "SCH|P1|F1"),
          Map.entry("MRG", "MRG|99^^^MERCY^MR"),
          Map.entry("NTE", "NTE|||text"));

  /** Segments before the one that is tested, by what its map is about. */
  private static final Map<String, List<String>> BEFORE =
      Map.ofEntries(
          Map.entry("order", List.of("ORC", "OBR")),
          Map.entry("report", List.of("ORC", "OBR")),
          Map.entry("observation", List.of("ORC", "OBR", "OBX")),
          Map.entry("specimen", List.of("ORC", "OBR", "SPM")),
          Map.entry("medication-order", List.of("ORC", "RXO")),
          Map.entry("immunization", List.of("ORC", "RXA")),
          Map.entry("administration", List.of("ORC", "RXA")),
          Map.entry("dispense", List.of("ORC", "RXD")),
          Map.entry("appointment", List.of("SCH")),
          Map.entry("document", List.of("TXA")),
          Map.entry("parent-document", List.of("TXA")),
          Map.entry("procedure", List.of("PR1")),
          Map.entry("allergy", List.of("IAM")));

  private final String type;
  private final String tested;
  private final boolean second;
  private String trigger;
  private final Map<String, List<String>> segments = new LinkedHashMap<>();

  /**
   * @param type {@code ADT^A01}
   * @param segment that is tested
   * @param role what its map is about
   * @param second whether of two alternatives in a condition the second is made to hold
   */
  RowMessage(String type, String segment, String role, boolean second) {
    this.second = second;
    this.type = type.substring(0, type.indexOf('^'));
    this.tested = segment;
    this.trigger = type.substring(type.indexOf('^') + 1);
    add("PID");
    add("PV1");
    List<String> before =
        type.startsWith("VXU") && role.equals("observation")
            ? List.of("ORC", "RXA", "OBX")
            : BEFORE.getOrDefault(role, List.of());
    boolean stands = before.contains(segment);
    before.stream().filter(name -> stands || !twice(name, segment)).forEach(this::add);
    add(segment);
  }

  /** Of two descriptions of one order only the one that is tested. */
  private static boolean twice(String name, String segment) {
    List<String> described = List.of("RXO", "RXE");
    return described.contains(name) && described.contains(segment);
  }

  private List<String> add(String name) {
    return segments.computeIfAbsent(
        name,
        fresh -> new ArrayList<>(Arrays.asList(LEAST.getOrDefault(name, name).split("\\|", -1))));
  }

  /** Puts a value; a component goes to its place. */
  void put(FieldPath path, String value) {
    if (path.segment().equals("MSH") || path.field() == 0) {
      return;
    }
    List<String> fields = add(path.segment());
    while (fields.size() <= path.field()) {
      fields.add("");
    }
    fields.set(path.field(), path.component() == 0 ? value : component(fields, path, value));
  }

  private static String component(List<String> fields, FieldPath path, String value) {
    List<String> parts = new ArrayList<>(Arrays.asList(fields.get(path.field()).split("\\^", -1)));
    while (parts.size() < path.component()) {
      parts.add("");
    }
    parts.set(path.component() - 1, value);
    return String.join("^", parts);
  }

  void clear(FieldPath path) {
    List<String> fields = segments.get(path.segment());
    if (fields != null && fields.size() > path.field() && path.field() > 0) {
      fields.set(path.field(), "");
    }
  }

  /** Makes the condition hold as far as a value here and there can. */
  void fulfil(Condition condition, boolean holds) {
    if (condition instanceof Condition.Not not) {
      fulfil(not.inner(), !holds);
    } else if (condition instanceof Condition.And and) {
      fulfil(and.left(), holds);
      if (holds) {
        fulfil(and.right(), true);
      }
    } else if (condition instanceof Condition.Or or) {
      if (!holds || !second) {
        fulfil(or.left(), holds);
      }
      if (!holds || second) {
        fulfil(or.right(), holds);
      }
    } else if (condition instanceof Condition.Valued valued) {
      if (!holds || !says(valued.path())) {
        value(valued.path(), holds ? "20260105" : "");
      }
    } else if (condition instanceof Condition.In in) {
      if (in.values().contains(text(in.path())) != holds) {
        value(in.path(), holds ? in.values().iterator().next() : "");
      }
    } else if (condition instanceof Condition.Length length) {
      value(length.path(), "20260105080000+0000");
    } else if (condition instanceof Condition.Same same) {
      value(same.right(), holds ? "same" : "");
      value(same.left(), holds ? "same" : "other");
    } else if (condition instanceof Condition.Trigger of
        && holds
        && !of.values().contains(trigger)) {
      trigger = of.values().stream().sorted().findFirst().orElse(trigger);
    } else if (condition instanceof Condition.After after && holds) {
      after.names().forEach(this::after);
    }
  }

  /** The segment that is tested follows this one. */
  private void after(String name) {
    add(name);
    for (String last : List.of(name, tested)) {
      List<String> fields = segments.remove(last);
      if (fields != null) {
        segments.put(last, fields);
      }
    }
  }

  /** Whether the place has a value already. */
  boolean says(FieldPath path) {
    return !text(path).isEmpty();
  }

  private String text(FieldPath path) {
    List<String> fields = segments.getOrDefault(path.segment(), List.of());
    String field = fields.size() > path.field() ? fields.get(path.field()) : "";
    String[] parts = field.split("\\^", -1);
    int part = path.component();
    return part == 0 ? field : part <= parts.length ? parts[part - 1] : "";
  }

  private void value(FieldPath path, String value) {
    if (value.isEmpty()) {
      clear(path);
    } else {
      put(path, value);
    }
  }

  byte[] bytes() {
    List<String> lines = new ArrayList<>();
    lines.add("MSH|^~\\&|A|MERCY|T|T|20260105080000+0000||" + type + "^" + trigger + "|1|P|2.5.1");
    lines.add("EVN|" + trigger + "|20260105080000+0000");
    segments.values().forEach(fields -> lines.add(String.join("|", fields)));
    return Feeds.message(lines.toArray(String[]::new));
  }
}
