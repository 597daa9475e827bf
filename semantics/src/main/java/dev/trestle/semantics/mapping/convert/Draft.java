package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.UnmappedCode;
import dev.trestle.semantics.fixed.FixedCoding;
import dev.trestle.semantics.fixed.FixedReference;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.terminology.CodeSystems;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Where values are put together: every leaf with its origin, every byte used, every finding. One
 * for each message; not thread-safe.
 */
public final class Draft {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Feed feed;
  private final Resources resources;
  private final List<Finding> findings;
  private final BitSet used;
  private final List<UnmappedCode> unmapped = new ArrayList<>(0);
  private final List<Origin> origins = new ArrayList<>();
  private final Ranges pending = new Ranges();
  private List<Segment> lines = List.of();
  private final @Nullable LookUps lookUps;
  private int rule;

  /** Of what the rule says, not the message. */
  private Origin said = new Origin(0, -1, 0, null);

  /**
   * @param findings receives what is noticed
   * @param used receives the bytes that went into a value
   * @param traced whether origins tell the rows of code tables
   */
  public Draft(
      Feed feed, Resources resources, List<Finding> findings, BitSet used, boolean traced) {
    this.lookUps = traced ? new LookUps() : null;
    this.feed = feed;
    this.resources = resources;
    this.findings = findings;
    this.used = used;
  }

  public Feed feed() {
    return feed;
  }

  public Resources resources() {
    return resources;
  }

  /** From here on values are those of this rule. */
  public void begin(int ruleOrdinal) {
    if (rule != ruleOrdinal) {
      rule = ruleOrdinal;
      said = new Origin(ruleOrdinal, -1, 0, null);
    }
    origins.clear();
    pending.clear();
    if (lookUps != null) {
      lookUps.clear();
    }
  }

  /** Where a part of the value begins, for {@link #take}. */
  public int mark() {
    return origins.size();
  }

  /** The origins since a mark, which are then no longer part of the value around. */
  public List<Origin> take(int mark) {
    List<Origin> tail = mark == 0 ? origins : origins.subList(mark, origins.size());
    List<Origin> taken = List.copyOf(tail);
    tail.clear();
    return taken;
  }

  /** What the value used counts as mapped. */
  public void commit() {
    pending.moveTo(used);
  }

  /** The segments that together hold one text, the first of them being the one at hand. */
  public List<Segment> lines() {
    return lines;
  }

  /** Sets the lines of the text at hand; empty for none. */
  public void lines(List<Segment> segments) {
    this.lines = segments;
  }

  /** The row of a code in a table, or null. */
  public CodeTable.@Nullable Target find(CodeTable table, String code) {
    CodeTable.Target found = table.find(code);
    if (lookUps != null && found != null) {
      lookUps.add(table.name(), code, found);
    }
    return found;
  }

  /** The row of a code in a table that converters use by name, or null. */
  public CodeTable.@Nullable Target find(String table, String code) {
    return find(feed.table(table), code);
  }

  /** The public URI of a coding system by its name in HL7 v2, or null. */
  public @Nullable String systemUri(String name) {
    if (lookUps != null) {
      find(CodeSystems.TABLE, name);
    }
    return feed.codeSystems().uri(name);
  }

  public ObjectNode object() {
    return JSON.objectNode();
  }

  public ArrayNode array() {
    return JSON.arrayNode();
  }

  /** Puts the text of a part; says whether there was one. */
  public boolean put(ObjectNode object, String name, Taken taken, int part) {
    return put(object, name, taken, part, 0);
  }

  /** Puts the text of a part of a part; says whether there was one. */
  public boolean put(ObjectNode object, String name, Taken taken, int part, int subpart) {
    String text = taken.text(part, subpart);
    if (text.isEmpty()) {
      return false;
    }
    object.set(name, leaf(text, taken, part, subpart));
    return true;
  }

  /** Puts a value made of a part. */
  public void put(ObjectNode object, String name, String value, Taken taken, int part) {
    object.set(name, leaf(value, taken, part, 0));
  }

  /** A text made of a part. */
  public StringNode leaf(String value, Taken taken, int part, int subpart) {
    originOf(taken, part, subpart, value);
    return JSON.stringNode(value);
  }

  /** A truth value made of a part. */
  public JsonNode leaf(boolean value, Taken taken, int part) {
    originOf(taken, part, 0, value ? "true" : "false");
    return JSON.booleanNode(value);
  }

  /** A number made of a part, its digits as sent. */
  public DecimalNode leaf(BigDecimal value, Taken taken, int part) {
    return leaf(value, taken, part, 0);
  }

  /** A number made of a part of a part, its digits as sent. */
  DecimalNode leaf(BigDecimal value, Taken taken, int part, int subpart) {
    originOf(taken, part, subpart, "");
    return DecimalNode.valueOf(value);
  }

  /** A whole number made of a part. */
  public JsonNode leaf(int value, Taken taken, int part) {
    originOf(taken, part, 0, "");
    return JSON.numberNode(value);
  }

  /** A text that the rule says, not the message. */
  public void constant(ObjectNode object, String name, String value) {
    object.set(name, constant(value));
  }

  /** A text that the rule says, not the message. */
  public StringNode constant(String value) {
    said(value);
    return JSON.stringNode(value);
  }

  /** A number that the rule says, not the message. */
  public JsonNode constant(int value) {
    origins.add(said);
    return JSON.numberNode(value);
  }

  /** A Coding of a code table, for the code that a part has. */
  FixedCoding coding(FixedCoding row, Taken taken, int part) {
    for (Map.Entry<String, JsonNode> property : row.properties()) {
      String text = property.getValue().stringValue();
      if (property.getKey().equals("code")) {
        originOf(taken, part, 0, text);
      } else {
        said(text);
      }
    }
    return row;
  }

  /** A Coding that the rule says, not the message. */
  FixedCoding coding(String system, String code) {
    said(system);
    said(code);
    return FixedCoding.said(system, code);
  }

  /** {@code {"reference": "key:N"}}, which cannot be changed: see {@link #more}. */
  public JsonNode reference(int key) {
    origins.add(said);
    return FixedReference.to(key);
  }

  /** A reference of which more is to be said; the given one may be shared with other messages. */
  ObjectNode more(JsonNode reference) {
    return object().setAll((ObjectNode) reference);
  }

  /** Counts a part as used beside those that became leaves. */
  public void use(Taken taken, int part, int subpart) {
    int start = taken.start(part, subpart);
    if (start >= 0) {
      pending.add(start, start + taken.length(part, subpart));
    }
  }

  /** Counts a whole repetition as used. */
  public void use(Segment segment, int field, int repetition, int component) {
    int start = segment.start(field, repetition, component, 0);
    if (start >= 0) {
      pending.add(start, start + segment.length(field, repetition, component, 0));
    }
  }

  public void warn(ProblemCode code, String location, String text) {
    findings.add(Finding.warning(code, location, text));
  }

  /** A warning about a value that several rules take: told once. */
  public void warnOnce(ProblemCode code, String location, String text) {
    Finding finding = Finding.warning(code, location, text);
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }

  /**
   * A code that is in no row of its table.
   *
   * @param part where it stands
   * @param consequence what becomes of it, said after the table's name
   */
  public void unmapped(CodeTable table, String code, Taken taken, int part, String consequence) {
    warn(
        ProblemCode.CODE_UNMAPPED,
        taken.location(part),
        "The code is not in table " + table.name() + consequence);
    unmapped.add(new UnmappedCode(table.name(), code, taken.text(2)));
  }

  /** What {@link #unmapped} was told, in the order of the message's rules. */
  public List<UnmappedCode> unmapped() {
    return unmapped;
  }

  public void inform(ProblemCode code, String location, String text) {
    findings.add(Finding.information(code, location, text));
  }

  private Origin.@Nullable Row row(String value) {
    return lookUps == null ? null : lookUps.rowOf(value);
  }

  private void said(String value) {
    Origin.Row row = row(value);
    origins.add(row == null ? said : new Origin(rule, -1, 0, row));
  }

  private void originOf(Taken taken, int part, int subpart, String value) {
    int start = taken.start(part, subpart);
    int length = taken.length(part, subpart);
    origins.add(new Origin(rule, start, length, row(value)));
    if (start >= 0) {
      pending.add(start, start + length);
    }
  }

  @Override
  public String toString() {
    return "Draft[" + origins.size() + " leaves]";
  }
}
