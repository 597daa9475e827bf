package dev.trestle.semantics.mapping.plan;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.mapping.convert.Converter;
import dev.trestle.semantics.mapping.convert.Converters;
import dev.trestle.semantics.mapping.convert.Parameters;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import dev.trestle.semantics.validation.ResourceChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the rules of a map. */
final class RuleCompiler {
  /** Properties; docs/mapping.md lists them. */
  static final List<String> KNOWN =
      List.of(
          "row", "own", "comment", "take", "each", "choose", "value", "concept", "coding", "ref",
          "says", "clear", "when", "where", "to", "of", "as", "table", "null", "with", "event",
          "at", "level", "gather", "uses", "assumed", "disable");

  private final String type;
  private final Map<String, CodeTable> tables;
  private final FhirElements elements;
  private final List<String> ruleIds;

  RuleCompiler(
      String type, Map<String, CodeTable> tables, FhirElements elements, List<String> ruleIds) {
    this.type = type;
    this.tables = tables;
    this.elements = elements;
    this.ruleIds = ruleIds;
  }

  RulePlan compile(RuleDefinition rule) {
    check(rule, KNOWN);
    MapCompiler.requireReason(rule);
    Property to = require(rule, "to");
    String element = to.text();
    boolean list = elements.repeats(type, element, to.place());
    int ordinal = ruleIds.size();
    ruleIds.add(rule.id());
    RulePlan.Action action = action(rule, element);
    String discriminator = rule.text("at").orElse(discriminator(action, rule));
    // What checks the slots has the same text, and then need not compare it.
    String path = (list ? element + "[" + discriminator + "]" : element).intern();
    ResourceChecker.ofR4().expect(type, path);
    return new RulePlan(
        ordinal,
        action instanceof RulePlan.Constant said
            ? new RulePlan.Constant(Constants.slot(path, list, said.slot(), ordinal))
            : action,
        condition(rule, "when"),
        condition(rule, "where"),
        element,
        list,
        path,
        deletes(rule),
        rule.find("event").isPresent(),
        rule.find("gather").isPresent(),
        rule.find("uses").map(MapCompiler::paths).orElse(List.of()),
        rule.find("level").map(MapCompiler::level).orElse(null),
        assumed(rule, action),
        of(rule, action, to));
  }

  /** The field of the concept: where it says nothing else, the one that the value is taken of. */
  private @Nullable FieldPath of(RuleDefinition rule, RulePlan.Action action, Property to) {
    boolean detail = to.text().indexOf('#') >= 0;
    Property of = detail ? require(rule, "of") : rule.find("of").orElse(null);
    if (!detail && !elements.isTold(type, to.text(), to.place())) {
      if (of != null) {
        throw Mistakes.at(of.place(), "nothing more can be told of " + to.text());
      }
      return null;
    }
    if (of != null) {
      return FieldPath.parse(of.text(), of.place());
    }
    if (action instanceof RulePlan.Take take) {
      return take.path();
    }
    return action instanceof RulePlan.Choose choose ? choose.takes().get(0).path() : null;
  }

  /** A value that is taken from a message is not assumed. */
  private static boolean assumed(RuleDefinition rule, RulePlan.Action action) {
    Property assumed = rule.find("assumed").orElse(null);
    if (assumed == null) {
      return false;
    }
    if (!assumed.text().equals("yes")) {
      throw Mistakes.unknown(assumed.place(), "value of assumed", assumed.text(), List.of("yes"));
    }
    if (!(action instanceof RulePlan.Constant)) {
      throw Mistakes.at(
          assumed.place(), "only a rule with value, concept or coding can say what is assumed");
    }
    return true;
  }

  private static boolean deletes(RuleDefinition rule) {
    Property policy = rule.find("null").orElse(null);
    if (policy == null) {
      return true;
    }
    List<String> policies = List.of("delete", "never");
    if (!policies.contains(policy.text())) {
      throw Mistakes.unknown(policy.place(), "null policy", policy.text(), policies);
    }
    return policy.text().equals("delete");
  }

  private static String discriminator(RulePlan.Action action, RuleDefinition rule) {
    if (action instanceof RulePlan.Take take) {
      return take.path().fieldName();
    }
    if (action instanceof RulePlan.Choose choose) {
      return choose.takes().get(0).path().fieldName();
    }
    return rule.id().substring(rule.id().indexOf('.') + 1);
  }

  private RulePlan.Action action(RuleDefinition rule, String element) {
    if (rule.find("take").isPresent() || rule.find("each").isPresent()) {
      return take(rule, element);
    }
    Property choose = rule.find("choose").orElse(null);
    if (choose != null) {
      return choose(choose, element);
    }
    if (rule.find("ref").isPresent()) {
      return new RulePlan.Reference(require(rule, "ref").text(), parameters(rule, element));
    }
    if (rule.find("says").isPresent()) {
      return new RulePlan.EventValue(require(rule, "says").text());
    }
    if (rule.find("clear").isPresent()) {
      return new RulePlan.Clear();
    }
    return new RulePlan.Constant(new Slot(element, constant(rule, element), null, List.of()));
  }

  private JsonNode constant(RuleDefinition rule, String element) {
    if (rule.find("concept").isPresent()) {
      String[] parts = systemAndCode(require(rule, "concept"));
      return Constants.concept(parts[0], parts[1], parameters(rule, element).get("choice"));
    }
    if (rule.find("coding").isPresent()) {
      String[] parts = systemAndCode(require(rule, "coding"));
      return Constants.coding(parts[0], parts[1]);
    }
    return Constants.text(require(rule, "value").text(), parameters(rule, element));
  }

  private static String[] systemAndCode(Property written) {
    int bar = written.text().lastIndexOf('|');
    if (bar < 0) {
      throw Mistakes.at(written.place(), "this is written system|code");
    }
    return new String[] {written.text().substring(0, bar), written.text().substring(bar + 1)};
  }

  private RulePlan.Choose choose(Property choose, String element) {
    List<RulePlan.Take> takes = new ArrayList<>();
    for (Object item : choose.list()) {
      TreeMap<String, Property> properties = new TreeMap<>();
      new Property(item, choose.place())
          .map()
          .forEach((key, value) -> properties.put((String) key, (Property) value));
      RuleDefinition alternative = new RuleDefinition("choose", choose.place(), properties);
      check(alternative, List.of("take", "each", "as", "table", "with"));
      takes.add(take(alternative, element));
    }
    if (takes.isEmpty()) {
      throw Mistakes.at(choose.place(), "`choose` has no alternative");
    }
    return new RulePlan.Choose(takes);
  }

  private RulePlan.Take take(RuleDefinition rule, String element) {
    boolean each = rule.find("each").isPresent();
    Property path = require(rule, each ? "each" : "take");
    Property as = require(rule, "as");
    Converter converter = Converters.find(as.text());
    if (converter == null) {
      throw Mistakes.unknown(as.place(), "converter", as.text(), Converters.names());
    }
    return new RulePlan.Take(
        FieldPath.parse(path.text(), path.place()), each, converter, parameters(rule, element));
  }

  private Parameters parameters(RuleDefinition rule, String element) {
    Property table = rule.find("table").orElse(null);
    CodeTable found = table == null ? null : tables.get(table.text());
    if (table != null && found == null) {
      throw Mistakes.unknown(table.place(), "table", table.text(), tables.keySet());
    }
    return new Parameters(
        element.substring(element.lastIndexOf('.') + 1),
        found,
        MapCompiler.settings(rule.find("with")));
  }

  private static @Nullable Condition condition(RuleDefinition rule, String name) {
    Property text = rule.find(name).orElse(null);
    return text == null ? null : ConditionParser.parse(text.text(), text.place());
  }

  private static Property require(RuleDefinition rule, String name) {
    return rule.find(name)
        .orElseThrow(() -> Mistakes.at(rule.place(), "the rule has no \"" + name + "\""));
  }

  private static void check(RuleDefinition rule, List<String> known) {
    rule.properties()
        .forEach(
            (name, property) -> {
              if (!known.contains(name)) {
                throw Mistakes.unknown(property.place(), "property of a rule", name, known);
              }
            });
  }
}
