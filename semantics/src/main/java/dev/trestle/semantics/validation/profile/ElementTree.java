package dev.trestle.semantics.validation.profile;

import static dev.trestle.semantics.validation.profile.ConformanceFiles.text;

import dev.trestle.semantics.validation.R4Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Puts the list of elements of a snapshot or differential into the tree that it means. */
final class ElementTree {
  /** Elements of one profile; more are no profile that anybody wrote. */
  private static final int ELEMENTS_LIMIT = 10_000;

  private static final Pattern SLICE_IN_ID = Pattern.compile(":([^.]+)");

  private final Draft root;
  private final String type;
  private final Profile profile;
  private final BiConsumer<String, String> mistakes;
  private final Map<String, Draft> latest = new HashMap<>();

  /** Paths below which nothing is read, since what stands there is not understood. */
  private final List<String> dead = new ArrayList<>();

  private ElementTree(R4Part type, Profile profile, BiConsumer<String, String> mistakes) {
    this.root = new Draft(type);
    this.type = type.name();
    this.profile = profile;
    this.mistakes = mistakes;
    latest.put(this.type, root);
  }

  /**
   * The tree.
   *
   * @param mistakes takes the id of the element and what is wrong with it
   */
  static Draft of(
      R4Part type, JsonNode elements, Profile profile, BiConsumer<String, String> mistakes) {
    ElementTree tree = new ElementTree(type, profile, mistakes);
    if (elements.size() > ELEMENTS_LIMIT) {
      mistakes.accept("", "there are more than " + ELEMENTS_LIMIT + " elements");
      return tree.root;
    }
    elements.forEach(tree::add);
    return tree.root;
  }

  private void add(JsonNode element) {
    String path = text(element, "path");
    String id = text(element, "id");
    String told = id.isEmpty() ? path : id;
    if (path.equals(type)) {
      root.definition = element;
      return;
    }
    if (!path.startsWith(type + ".")) {
      mistakes.accept(told, "the element `" + path + "` does not begin with `" + type + ".`");
      return;
    }
    String slice = text(element, "sliceName");
    dead.removeIf(each -> !path.startsWith(each + "."));
    latest.keySet().removeIf(each -> each.startsWith(path + "."));
    if (!dead.isEmpty()) {
      return;
    }
    int dot = path.lastIndexOf('.');
    Draft parent = parent(path.substring(0, dot), told);
    if (parent == null) {
      return;
    }
    if (slice.contains("/")) {
      profile.unchecked.add("slices of slices (" + told + ")");
      dead.add(path);
      return;
    }
    if (isValueOfPrimitive(parent, path.substring(dot + 1))) {
      if (asksForMore(element)) {
        profile.unchecked.add("what is asked of the value of " + parent.id);
      }
      return;
    }
    Draft draft = place(parent, path.substring(dot + 1), element, slice, told);
    if (draft == null) {
      return;
    }
    if (!slicesOf(id).equals(slicesOf(draft.id)) && text(element, "id").contains(":")) {
      mistakes.accept(
          told,
          "the element stands behind `"
              + draft.id
              + "`; a differential has to name the slice before what is in it, a snapshot does");
      return;
    }
    draft.definition = element;
    latest.put(path, draft);
  }

  /**
   * Definitions of published guides name it where they add an extension to a primitive element
   * ({@code Patient.birthDate.value}); in JSON it is the element itself.
   */
  private static boolean isValueOfPrimitive(Draft parent, String name) {
    return name.equals("value")
        && !parent.parts.isEmpty()
        && parent.parts.stream().allMatch(part -> part.name().equals("Element"));
  }

  private static boolean asksForMore(JsonNode element) {
    return element.path("min").asInt(0) > 0
        || element.properties().stream()
            .map(Map.Entry::getKey)
            .anyMatch(
                each ->
                    each.startsWith("fixed")
                        || each.startsWith("pattern")
                        || each.startsWith("maxValue")
                        || each.startsWith("minValue")
                        || List.of("maxLength", "binding", "constraint").contains(each));
  }

  private @Nullable Draft parent(String path, String told) {
    Draft known = latest.get(path);
    if (known != null) {
      return known;
    }
    int dot = path.lastIndexOf('.');
    Draft above = dot < 0 ? null : parent(path.substring(0, dot), told);
    if (above == null) {
      return null;
    }
    Draft made = named(above, path.substring(dot + 1), told);
    if (made != null) {
      latest.put(path, made);
    }
    return made;
  }

  private @Nullable Draft place(
      Draft parent, String name, JsonNode element, String slice, String told) {
    Draft draft = named(parent, name, told);
    if (draft == null || slice.isEmpty() || draft.id.endsWith(":" + slice)) {
      return draft;
    }
    R4Part.Element choice = draft.element;
    boolean isChoice = choice != null && choice.isChoice();
    return draft.slice(slice, isChoice ? Draft.types(element) : Set.of());
  }

  private @Nullable Draft named(Draft parent, String name, String told) {
    Draft child = parent.child(name);
    Draft found = child == null ? parent.ofType(name) : child;
    if (found == null && parent.parts.isEmpty()) {
      profile.unchecked.add("what stands in " + parent.id);
      dead.add(parent.id);
    } else if (found == null) {
      mistakes.accept(told, "FHIR R4 has no element `" + name + "` in `" + parent.id + "`");
    }
    return found;
  }

  private static List<String> slicesOf(String id) {
    List<String> slices = new ArrayList<>();
    Matcher matcher = SLICE_IN_ID.matcher(id);
    while (matcher.find()) {
      slices.add(matcher.group(1));
    }
    return slices;
  }
}
