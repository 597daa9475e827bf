package dev.trestle.semantics.validation;

import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.fixed.FixedReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Resources as a message could say them: cut into slots in many ways, some of them odd. */
final class RandomSlots {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What references lead to; one of them is no type. */
  private static final List<String> TYPES =
      List.of("Patient", "Encounter", "Practitioner", "Organization", "Location", "Horse");

  private final Random random;
  private final List<Slot> slots = new ArrayList<>();

  private RandomSlots(Random random) {
    this.random = random;
  }

  /** The resources of the golden cases. */
  static List<ObjectNode> corpus() throws IOException {
    List<ObjectNode> resources = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : walk.filter(path -> path.endsWith("out.json")).sorted().toList()) {
        for (JsonNode e : JSON.readTree(Files.readString(file)).path("bundle").path("entry")) {
          resources.add((ObjectNode) e.path("resource"));
        }
      }
    }
    return resources;
  }

  /** All keys of it. */
  static boolean[] every(Translation translation) {
    boolean[] all = new boolean[translation.keys().size()];
    Arrays.fill(all, true);
    return all;
  }

  /** A slot for each element. */
  static Translation said(ObjectNode resource, UnaryOperator<Slot> as) {
    List<Slot> slots = new ArrayList<>();
    Shape shape = ResourceChecker.ofR4().shape(resource.path("resourceType").asString());
    for (Map.Entry<String, JsonNode> entry : resource.properties()) {
      if (!entry.getKey().equals("resourceType")) {
        slots.add(as.apply(whole(shape, entry.getKey(), entry.getValue())));
      }
    }
    return translation(
        shape.name(), List.of(new Statement(0, Statement.AUTHORITATIVE, 0, List.of(), slots)));
  }

  /**
   * Two statements as they are written: {@code status='planned' period=null}.
   *
   * @param second of higher level; with a minus before it of a lower one
   */
  static Translation of(String type, String first, String second) {
    boolean lower = second.startsWith("-");
    return translation(
        type,
        List.of(
            new Statement(0, 5, 0, List.of(), written(first)),
            new Statement(
                0, lower ? 0 : 10, 0, List.of(), written(second.substring(lower ? 1 : 0)))));
  }

  private static List<Slot> written(String text) {
    List<Slot> slots = new ArrayList<>();
    for (String each : text.split(" ")) {
      int sign = each.indexOf('=');
      JsonNode value = JSON.readTree(each.substring(sign + 1).replace('\'', '"'));
      slots.add(new Slot(each.substring(0, sign), value.isNull() ? null : value, null, List.of()));
    }
    return slots;
  }

  /** Cut at random; some of it comes from another resource of the type. */
  static Translation said(ObjectNode resource, List<ObjectNode> others, Random random) {
    RandomSlots cut = new RandomSlots(random);
    String type = resource.path("resourceType").asString();
    cut.cut(type, resource);
    if (random.nextInt(4) == 0) {
      ObjectNode other = others.get(random.nextInt(others.size()));
      if (other.path("resourceType").asString().equals(type)) {
        cut.cut(type, other.deepCopy());
      }
    }
    cut.slots.replaceAll(slot -> random.nextBoolean() ? sharing(slot) : slot);
    List<Statement> statements = new ArrayList<>();
    int from = 0;
    while (from < cut.slots.size() || statements.isEmpty()) {
      int end = from + random.nextInt(cut.slots.size() - from + 1);
      end = random.nextInt(3) == 0 ? end : cut.slots.size();
      statements.add(
          new Statement(
              0,
              random.nextInt(2) * 10,
              random.nextInt(3),
              List.of(),
              cut.slots.subList(from, end)));
      from = end;
    }
    return translation(type, statements);
  }

  /** The same, its references to keys being those that all translations share. */
  private static Slot sharing(Slot slot) {
    JsonNode value = slot.value();
    return value == null
        ? slot
        : new Slot(slot.path(), sharing(value), slot.event(), slot.origins());
  }

  private static JsonNode sharing(JsonNode node) {
    String text = node.path("reference").asString("");
    if (node.size() == 1 && text.matches(Translation.REFERENCE_PREFIX + "[0-9]")) {
      return FixedReference.to(text.charAt(text.length() - 1) - '0');
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(each -> each.setValue(sharing(each.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, sharing(array.get(i)));
      }
    }
    return node;
  }

  private void cut(String type, ObjectNode resource) {
    refer(resource);
    Shape shape = ResourceChecker.ofR4().shape(type);
    for (Map.Entry<String, JsonNode> entry : resource.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      int way = random.nextInt(10);
      if (name.equals("resourceType")) {
        continue;
      }
      if (value instanceof ObjectNode object && way < 4) {
        Shape.Property property = shape.property(name);
        Shape inner = property == null ? null : property.type().shape();
        object.properties().forEach(each -> add(part(name, inner, each)));
      } else if (value instanceof ArrayNode array && way < 4) {
        for (int i = 0; i < array.size(); i++) {
          add(new Slot(name + "[" + i + "]", array(array.get(i)), null, List.of()));
        }
      } else if (way == 9) {
        add(new Slot(name, value, null, List.of()));
      } else {
        add(whole(shape, name, value));
      }
    }
  }

  private Slot part(String name, @Nullable Shape shape, Map.Entry<String, JsonNode> each) {
    Slot inner =
        shape == null
            ? new Slot(each.getKey(), each.getValue(), null, List.of())
            : whole(shape, each.getKey(), each.getValue());
    return new Slot(name + "." + inner.path(), inner.value(), null, List.of());
  }

  /** Mostly as it is; else it is deleted, part of a history, or says something else besides. */
  private void add(Slot slot) {
    int odd = random.nextInt(100);
    Slot.@Nullable Event event = odd < 6 ? new Slot.Event("admit", odd == 5) : null;
    JsonNode value = odd == 6 || odd == 5 ? null : slot.value();
    if (odd >= 7 && odd < 11 && slot.path().endsWith("[x]") && value instanceof ObjectNode choice) {
      choice.set(
          odd < 9 ? "component" : "dataAbsentReason", odd < 9 ? NODES.arrayNode() : concept());
    }
    slots.add(new Slot(slot.path(), value, event, List.of()));
    if (odd == 11) {
      slots.add(new Slot(slot.path(), slot.value(), null, List.of()));
    }
    if (odd >= 12 && odd < 18 && slot.path().endsWith("[x]")) {
      ObjectNode instead = NODES.objectNode().set("language", NODES.stringNode("en"));
      slots.add(random.nextInt(slots.size()), new Slot(slot.path(), instead, null, List.of()));
    }
  }

  private static ObjectNode concept() {
    return NODES.objectNode().put("text", "asked, not answered");
  }

  private static Slot whole(Shape shape, String name, JsonNode value) {
    Shape.Property property = shape.property(name);
    return property != null && property.element().isChoice()
        ? new Slot(property.element().name(), NODES.objectNode().set(name, value), null, List.of())
        : new Slot(name, value, null, List.of());
  }

  private static ArrayNode array(JsonNode item) {
    return NODES.arrayNode().add(item);
  }

  /** References as translations write them; some lead to another type. */
  private void refer(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.get("reference") instanceof StringNode told) {
        String text = told.stringValue();
        int key = 1 + random.nextInt(TYPES.size());
        for (String type : TYPES) {
          if (random.nextInt(12) != 0 && text.contains(type + "/")) {
            key = 1 + TYPES.indexOf(type);
          }
        }
        if (random.nextInt(8) != 0 && !text.isBlank()) {
          object.put("reference", Translation.REFERENCE_PREFIX + key);
        }
      }
      object.properties().forEach(each -> refer(each.getValue()));
    } else if (node.isArray()) {
      node.forEach(this::refer);
    }
  }

  private static Translation translation(String type, List<Statement> statements) {
    List<ResourceKey> keys = new ArrayList<>();
    keys.add(key(type));
    TYPES.forEach(each -> keys.add(key(each)));
    return new Translation(
        Translation.Result.TRANSLATED,
        "",
        keys,
        statements,
        List.of(),
        List.of(),
        List.of(),
        new Accounting(0, 0, 0, 0, 0));
  }

  private static ResourceKey key(String type) {
    return new ResourceKey(type, "s", null, List.of(new BusinessKey("k", "a", "1")));
  }
}
