package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.site.NamedProfile;
import dev.trestle.kernel.site.NamedProfile.Condition;
import dev.trestle.semantics.validation.R4Part;
import dev.trestle.semantics.validation.R4Part.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which resources of a profile's type a source means ({@code when}). Values are compared as a FHIR
 * token search does: a code of any system, or {@code system|code}.
 */
public final class MeantResources {
  /** What can be compared with a value. */
  private static final Set<String> COMPARED =
      Set.of(
          "CodeableConcept",
          "Coding",
          "Identifier",
          "boolean",
          "canonical",
          "code",
          "id",
          "string",
          "uri",
          "url");

  private MeantResources() {}

  /** Whether all conditions hold of a resource; one that does not have an element is not meant. */
  static boolean are(NamedProfile profile, JsonNode resource) {
    return profile.when().stream().allMatch(condition -> holds(condition, resource));
  }

  private static boolean holds(Condition condition, JsonNode resource) {
    List<JsonNode> found = List.of(resource);
    for (String name : condition.element().split("\\.", -1)) {
      List<JsonNode> inside = new ArrayList<>();
      found.forEach(each -> flat(each.path(name), inside));
      found = inside;
    }
    return found.stream()
        .anyMatch(each -> condition.oneOf().stream().anyMatch(value -> says(each, value)));
  }

  private static void flat(JsonNode node, List<JsonNode> into) {
    if (node.isArray()) {
      node.forEach(into::add);
    } else if (!node.isMissingNode()) {
      into.add(node);
    }
  }

  private static boolean says(JsonNode node, String value) {
    if (node.isValueNode()) {
      return node.asString("").equals(value);
    }
    JsonNode codings = node.path("coding");
    if (codings.isArray()) {
      return codings.valueStream().anyMatch(coding -> isCode(coding, "code", value));
    }
    return isCode(node, node.has("code") ? "code" : "value", value);
  }

  private static boolean isCode(JsonNode coded, String property, String value) {
    String code = coded.path(property).asString("");
    return !code.isEmpty()
        && (code.equals(value) || (coded.path("system").asString("") + "|" + code).equals(value));
  }

  /** Why an element of a type cannot tell which resources are meant; empty when it can. */
  public static Optional<String> mistake(String type, String path) {
    String at = type;
    List<R4Part> parts = R4Part.ofType(type).map(List::of).orElse(List.of());
    Element last = null;
    for (String name : path.split("\\.", -1)) {
      last = null;
      List<R4Part> inside = new ArrayList<>();
      for (R4Part part : parts) {
        Optional<Element> found = part.element(name).or(() -> part.choice(name));
        if (found.isPresent()) {
          last = found.get();
          inside.addAll(part.parts(last.name(), types(last, name)));
        }
      }
      if (last == null) {
        List<String> names = parts.stream().flatMap(part -> part.names().stream()).toList();
        return Optional.of(
            "FHIR R4 has no element `"
                + name
                + "` in `"
                + at
                + "`"
                + NearestName.hint(name, names));
      }
      at = at + "." + name;
      parts = inside;
    }
    if (last == null
        || !types(last, path.substring(path.lastIndexOf('.') + 1)).stream()
            .allMatch(COMPARED::contains)) {
      return Optional.of(
          "`"
              + at
              + "` holds no code, identifier or text that could tell which resources are meant");
    }
    return Optional.empty();
  }

  private static Set<String> types(Element element, String json) {
    String one = element.types().get(json);
    return one == null ? Set.copyOf(element.types().values()) : Set.of(one);
  }
}
