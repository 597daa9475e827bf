package dev.trestle.semantics.mapping;

import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Rendering;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Several messages folded, as the store does it: rank is level, then statement time. */
final class Story {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MappingTranslator translator;
  private final List<Said> said = new ArrayList<>();

  private record Said(String type, List<BusinessKey> names, Statement statement) {}

  Story(MappingTranslator translator) {
    this.translator = translator;
  }

  Story then(Source source, String... segments) {
    return then(translator.translate(Feeds.message(segments), source, Feeds.SITE));
  }

  /** The same for what was translated already. */
  Story then(Translation translation) {
    for (Statement statement : translation.statements()) {
      var key = translation.keys().get(statement.key());
      said.add(new Said(key.type(), key.names(), resolved(statement, translation)));
    }
    return this;
  }

  /** With ids in place of the numbers of keys, which count within one message only. */
  private static Statement resolved(Statement statement, Translation translation) {
    List<Slot> slots = new ArrayList<>();
    for (Slot slot : statement.slots()) {
      String json = String.valueOf(slot.value());
      for (int i = translation.keys().size() - 1; i >= 0; i--) {
        json = json.replace("\"key:" + i + "\"", "\"" + Feeds.id(translation.keys().get(i)) + "\"");
      }
      slots.add(
          new Slot(
              slot.path(),
              slot.value() == null ? null : JSON.readTree(json),
              slot.event(),
              slot.origins()));
    }
    return new Statement(
        statement.key(), statement.level(), statement.timeMicros(), statement.security(), slots);
  }

  /** All resources by type and first name, in the order in which they were first spoken of. */
  Map<String, ObjectNode> resources() {
    Map<String, List<Statement>> about = new LinkedHashMap<>();
    for (Said each : said) {
      String name = each.type() + " " + each.names().get(0).value();
      about.computeIfAbsent(name, any -> new ArrayList<>()).add(each.statement());
    }
    Map<String, ObjectNode> resources = new LinkedHashMap<>();
    about.forEach(
        (name, statements) ->
            resources.put(name, rendered(name.substring(0, name.indexOf(' ')), statements)));
    return resources;
  }

  /** The resource of this type; there must be one name only. */
  ObjectNode resource(String type) {
    List<Statement> about = new ArrayList<>();
    BusinessKey name = null;
    for (Said each : said) {
      if (each.type().equals(type)) {
        if (name != null && !name.equals(each.names().get(0))) {
          throw new AssertionError("two resources of type " + type);
        }
        name = each.names().get(0);
        about.add(each.statement());
      }
    }
    return rendered(type, about);
  }

  /** The resource of this type that has a name which begins so, among its further names too. */
  ObjectNode resource(String type, String number) {
    List<Statement> about =
        said.stream()
            .filter(each -> each.type().equals(type))
            .filter(
                each ->
                    each.names().stream()
                        .anyMatch(
                            name ->
                                name.value().equals(number)
                                    || name.value().startsWith(number + "|")))
            .map(Said::statement)
            .collect(Collectors.toCollection(ArrayList::new));
    return rendered(type, about);
  }

  private static ObjectNode rendered(String type, List<Statement> about) {
    about.sort(
        Comparator.comparingInt(Statement::level)
            .thenComparingLong(Statement::timeMicros)
            .thenComparing(Story::cancels));
    List<Slot> slots = new ArrayList<>();
    about.forEach(statement -> slots.addAll(statement.slots()));
    return Rendering.render(type, slots);
  }

  private static boolean cancels(Statement statement) {
    return statement.slots().stream().anyMatch(s -> s.event() != null && s.event().cancels());
  }
}
