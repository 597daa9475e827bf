package dev.trestle.kernel.statement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fold: slots become a resource. Pure; the same slots give the same resource to the byte.
 *
 * <p>Slots come in order of rank, lowest first (level, then statement time, then the tie breakers
 * of DESIGN §4); of one statement time, slots that cancel come after the others. Values are put
 * into the result as they are, not copied: neither may be changed afterwards.
 */
public final class Rendering {
  private static final String CHOICE = "[x]";
  private static final String CONCEPT = "CodeableConcept";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Rendering() {}

  /** A resource of the slots alone: {@code resourceType} first, then the elements by name. */
  public static ObjectNode render(String type, List<Slot> slotsInRankOrder) {
    return render(type, null, List.of(), slotsInRankOrder);
  }

  /**
   * A resource.
   *
   * @param type FHIR R4 resource type
   * @param id its logical id, or null for none
   * @param security labels for {@code meta.security}, {@code system|code}; each stands once, sorted
   * @param slotsInRankOrder what is said about it
   */
  public static ObjectNode render(
      String type, @Nullable String id, Collection<String> security, List<Slot> slotsInRankOrder) {
    ObjectNode resource = JSON.objectNode();
    resource.put("resourceType", type);
    if (id != null) {
      resource.put("id", id);
    }
    ArrayNode labels = labels(security);
    if (!labels.isEmpty()) {
      resource.putObject("meta").set("security", labels);
    }
    SortedMap<String, List<Slot>> byElement = new TreeMap<>();
    for (Slot slot : live(slotsInRankOrder)) {
      byElement.computeIfAbsent(slot.element(), element -> new ArrayList<>(2)).add(slot);
    }
    for (Map.Entry<String, List<Slot>> entry : byElement.entrySet()) {
      JsonNode value = combine(entry.getKey(), entry.getValue());
      if (value != null) {
        put(resource, entry.getKey(), value);
      }
    }
    return resource;
  }

  /**
   * A leaf of a resource and what it was rendered from.
   *
   * @param path of the JSON tree, every array with an index: {@code Patient.name[0].family}
   * @param slot index of the slot
   * @param ordinal number of the leaf in the slot's value, in document order from 0
   */
  public record Leaf(String path, int slot, int ordinal) {}

  /**
   * Where each leaf that {@link #render} shows comes from, in its order. It is the rendering itself
   * of slots whose leaves are numbered, so that the two cannot differ.
   */
  public static List<Leaf> leaves(String type, List<Slot> slotsInRankOrder) {
    List<Slot> numbered = new ArrayList<>(slotsInRankOrder.size());
    for (Slot slot : slotsInRankOrder) {
      JsonNode value = slot.value();
      JsonNode numbers = value == null ? null : numbered(value, new int[] {numbered.size(), 0});
      numbered.add(new Slot(slot.path(), numbers, slot.event(), slot.origins()));
    }
    List<Leaf> leaves = new ArrayList<>();
    collect(render(type, null, List.of(), numbered), type, leaves);
    return leaves;
  }

  /** The same tree with a number for each leaf: the slot's in the high half, its own in the low. */
  private static JsonNode numbered(JsonNode node, int[] next) {
    if (node.isObject()) {
      ObjectNode object = JSON.objectNode();
      node.properties().forEach(p -> object.set(p.getKey(), numbered(p.getValue(), next)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      node.forEach(item -> array.add(numbered(item, next)));
      return array;
    }
    return JSON.numberNode(((long) next[0] << Integer.SIZE) | next[1]++);
  }

  private static void collect(JsonNode node, String path, List<Leaf> leaves) {
    if (node.isObject()) {
      node.properties().forEach(p -> collect(p.getValue(), path + "." + p.getKey(), leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "[" + i + "]", leaves);
      }
    } else if (node.isNumber()) { // resourceType is a text
      long number = node.longValue();
      leaves.add(new Leaf(path, (int) (number >>> Integer.SIZE), (int) number));
    }
  }

  /**
   * For each path the slot that counts, in order of rank; deletions are among them, with a null
   * value. Paths whose events are all taken back are absent.
   */
  public static List<Slot> live(List<Slot> slotsInRankOrder) {
    return isPlain(slotsInRankOrder) ? slotsInRankOrder : liveOf(slotsInRankOrder);
  }

  /** Whether each slot is all that is said about its path, which is the rule. */
  private static boolean isPlain(List<Slot> slots) {
    Set<String> paths = new HashSet<>(2 * slots.size());
    for (Slot slot : slots) {
      if ((slot.event() != null && slot.event().cancels()) || !paths.add(slot.path())) {
        return false;
      }
    }
    return true;
  }

  private static List<Slot> liveOf(List<Slot> slotsInRankOrder) {
    Map<String, List<Integer>> histories = new LinkedHashMap<>();
    for (int i = 0; i < slotsInRankOrder.size(); i++) {
      Slot slot = slotsInRankOrder.get(i);
      List<Integer> history = histories.computeIfAbsent(slot.path(), path -> new ArrayList<>(2));
      if (slot.event() != null && slot.event().cancels()) {
        takeBack(slotsInRankOrder, history, slot.event().name());
      } else {
        history.add(i);
      }
    }
    return histories.values().stream()
        .filter(history -> !history.isEmpty())
        .map(history -> history.get(history.size() - 1))
        .sorted()
        .map(slotsInRankOrder::get)
        .toList();
  }

  private static void takeBack(List<Slot> slots, List<Integer> history, String event) {
    for (int i = history.size() - 1; i >= 0; i--) {
      Slot.Event candidate = slots.get(history.get(i)).event();
      if (candidate != null && candidate.name().equals(event)) {
        history.remove(i);
        return;
      }
    }
  }

  /** Arrays are joined in order of their discriminators; else the one of highest rank is shown. */
  private static @Nullable JsonNode combine(String element, List<Slot> contributions) {
    if (contributions.size() == 1 && Slot.detailAt(contributions.get(0).path()) < 0) {
      JsonNode value = contributions.get(0).value();
      return value != null && value.isArray() && value.isEmpty() ? null : value;
    }
    SortedMap<String, JsonNode> arrays = new TreeMap<>();
    SortedMap<String, JsonNode> more = new TreeMap<>();
    Slot single = null;
    for (Slot slot : contributions) {
      JsonNode value = slot.value();
      if (value == null) {
        continue;
      }
      if (Slot.detailAt(slot.path()) >= 0) {
        more.put(slot.path(), value);
      } else if (value.isArray()) {
        arrays.put(slot.path(), value);
      } else {
        single = slot;
      }
    }
    if (arrays.isEmpty()) {
      return single == null ? null : detailed(element, single, more);
    }
    ArrayNode joined = JSON.arrayNode();
    arrays.values().forEach(array -> array.forEach(joined::add));
    return joined.isEmpty() ? null : joined;
  }

  /**
   * A concept of which more is told is the code of a contained resource that holds it. What is told
   * of another concept than the one that counts does not show.
   */
  private static @Nullable JsonNode detailed(
      String element, Slot shown, SortedMap<String, JsonNode> more) {
    JsonNode value = shown.value();
    String name = element.substring(0, Math.max(0, element.length() - CHOICE.length()));
    JsonNode concept = value == null ? null : value.get(name + CONCEPT);
    String path = shown.path() + Slot.DETAIL;
    ObjectNode told = JSON.objectNode();
    more.tailMap(path).forEach((of, part) -> tell(told, of, path, part));
    if (concept == null || told.isEmpty()) {
      return value;
    }
    ObjectNode contained = JSON.objectNode();
    String type = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    contained.put("resourceType", type).put("id", name).set("code", concept);
    contained.setAll(told);
    ObjectNode choice = JSON.objectNode();
    choice.putObject(name + "Reference").put("reference", "#" + name);
    choice.putArray("contained").add(contained);
    return choice;
  }

  private static void tell(ObjectNode told, String of, String path, JsonNode part) {
    if (of.startsWith(path) && Slot.detailAt(of) == path.length()) {
      told.set(of.substring(path.length()), part);
    }
  }

  private static void put(ObjectNode resource, String element, JsonNode value) {
    ObjectNode parent = resource;
    int from = 0;
    for (int dot = element.indexOf('.'); dot >= 0; dot = element.indexOf('.', from)) {
      String name = element.substring(from, dot);
      JsonNode child = parent.get(name);
      // A copy, since the object may be the value of a slot (`period` beside `period.end`).
      ObjectNode object = child instanceof ObjectNode known ? copy(known) : JSON.objectNode();
      parent.set(name, object);
      parent = object;
      from = dot + 1;
    }
    if (value instanceof ObjectNode choice && element.endsWith(CHOICE)) {
      for (Map.Entry<String, JsonNode> property : choice.properties()) {
        JsonNode beside = parent.get(property.getKey());
        parent.set(property.getKey(), joined(beside, property.getValue()));
      }
    } else {
      parent.set(element.substring(from), value);
    }
  }

  /** What a choice says of a list stands after what is there, as extensions do. */
  private static JsonNode joined(@Nullable JsonNode beside, JsonNode value) {
    if (!(beside instanceof ArrayNode first) || !(value instanceof ArrayNode second)) {
      return value;
    }
    ArrayNode joined = JSON.arrayNode(first.size() + second.size());
    first.forEach(joined::add);
    second.forEach(joined::add);
    return joined;
  }

  private static ObjectNode copy(ObjectNode object) {
    ObjectNode copy = JSON.objectNode();
    object.properties().forEach(property -> copy.set(property.getKey(), property.getValue()));
    return copy;
  }

  private static ArrayNode labels(Collection<String> security) {
    ArrayNode labels = JSON.arrayNode();
    for (String label : new TreeSet<>(security)) {
      int bar = label.lastIndexOf('|');
      ObjectNode coding = labels.addObject();
      if (bar > 0) {
        coding.put("system", label.substring(0, bar));
      }
      coding.put("code", label.substring(bar + 1));
    }
    return labels;
  }
}
