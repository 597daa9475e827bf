package dev.trestle.semantics.validation.profile;

import static dev.trestle.semantics.validation.profile.ConformanceFiles.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds how the slices of an element are told apart. */
final class SliceCompiler {
  private static final String THIS = "$this";
  private final RuleCompiler rules;
  private final Profile profile;
  private final BiConsumer<String, String> mistakes;

  SliceCompiler(RuleCompiler rules, Profile profile, BiConsumer<String, String> mistakes) {
    this.rules = rules;
    this.profile = profile;
    this.mistakes = mistakes;
  }

  /** How one value of it is to be told. */
  private record Discriminator(String type, String path) {}

  /**
   * The slices; null when they cannot be told apart here, which is remembered.
   *
   * @param whole the rule of the element that is sliced
   */
  @Nullable Slicing slicing(Draft draft, ElementRule whole) {
    JsonNode slicing = draft.definition.path("slicing");
    List<Discriminator> discriminators = new ArrayList<>();
    for (JsonNode each : slicing.path("discriminator")) {
      discriminators.add(new Discriminator(text(each, "type"), text(each, "path")));
    }
    if (slicing.isMissingNode()) {
      // Two slicings of FHIR that a differential need not write.
      if (whole.properties.containsValue("Extension")) {
        discriminators.add(new Discriminator("value", "url"));
      } else if (whole.name.endsWith("[x]")) {
        discriminators.add(new Discriminator("type", THIS));
      } else {
        mistakes.accept(
            draft.id,
            "`"
                + draft.id
                + "` has slices and no `slicing`; write it, or take the profile with its snapshot");
        return null;
      }
    }
    List<Slicing.Slice> slices = new ArrayList<>();
    for (var entry : draft.slices.entrySet()) {
      ElementRule rule = rules.rule(entry.getValue());
      Slicing.Matcher matcher = matcher(discriminators, entry.getValue(), rule, draft.id);
      if (matcher == null) {
        return null;
      }
      slices.add(new Slicing.Slice(entry.getKey(), matcher, rule));
    }
    if (slicing.path("ordered").asBoolean(false)) {
      profile.unchecked.add("order of the slices of " + draft.id);
    }
    String rule = text(slicing, "rules");
    if (rule.equals("openAtEnd")) {
      profile.unchecked.add("that other values stand at the end of " + draft.id);
    }
    return new Slicing(rule.equals("closed"), slices);
  }

  private Slicing.@Nullable Matcher matcher(
      List<Discriminator> discriminators, Draft draft, ElementRule rule, String id) {
    Slicing.Matcher all = null;
    for (Discriminator each : discriminators) {
      Slicing.Matcher one = matcher(each, draft, rule);
      if (one == null) {
        profile.unchecked.add(
            "slices of " + id + " (told apart by " + each.type() + " of " + each.path() + ")");
        return null;
      }
      Slicing.Matcher before = all;
      all = before == null ? one : value -> before.matches(value) && one.matches(value);
    }
    if (all == null) {
      profile.unchecked.add("slices of " + id + " (nothing tells them apart)");
    }
    return all;
  }

  private static Slicing.@Nullable Matcher matcher(
      Discriminator discriminator, Draft draft, ElementRule rule) {
    String path = discriminator.path();
    return switch (discriminator.type()) {
      case "type" -> path.equals(THIS) && rule.name.endsWith("[x]") ? ofType(draft.types()) : null;
      case "value", "pattern" -> {
        if (path.equals(THIS)) {
          yield ofValue(rule, List.of());
        }
        yield path.matches("[A-Za-z0-9.]+") ? at(rule, List.of(path.split("\\."))) : null;
      }
      default -> null;
    };
  }

  private static Slicing.@Nullable Matcher ofType(Set<String> types) {
    return types.isEmpty() ? null : value -> types.contains(value.type());
  }

  /** By what the slice says at the end of a path, or on the way to it. */
  private static Slicing.@Nullable Matcher at(ElementRule rule, List<String> path) {
    Slicing.Matcher here = ofValue(rule, path);
    if (here != null || path.isEmpty()) {
      return here;
    }
    ElementRule child = child(rule, path.get(0));
    Slicing.Matcher inside = child == null ? null : at(child, path.subList(1, path.size()));
    if (child == null || inside == null) {
      return null;
    }
    return value -> {
      ObjectNode object = value.object();
      return object != null && child.values(object).stream().anyMatch(inside::matches);
    };
  }

  private static @Nullable ElementRule child(ElementRule rule, String name) {
    ElementRule child = rule.children.get(name);
    if (child == null) {
      child = rule.children.get(name + "[x]");
    }
    if (child == null && name.equals("url") && !rule.extensionUrl.isEmpty()) {
      // The URL of an extension is that of its definition, also where that is not there.
      child = new ElementRule("url", "url", Map.of("url", "uri"));
      child.fixed = JsonNodeFactory.instance.stringNode(rule.extensionUrl);
    }
    Profile linked = rule.profile;
    return child == null && linked != null ? linked.root.children.get(name) : child;
  }

  /** By the fixed value, pattern or codes of a rule itself, of which a path may be a part. */
  private static Slicing.@Nullable Matcher ofValue(ElementRule rule, List<String> path) {
    JsonNode fixed = rule.fixed;
    if (fixed != null && path.isEmpty()) {
      return value -> isValue(value, each -> JsonPattern.isFixed(each, fixed));
    }
    JsonNode like = rule.pattern == null ? fixed : rule.pattern;
    if (like != null) {
      JsonNode part = part(like, path);
      return part == null ? null : value -> isValue(value, each -> JsonPattern.isLike(each, part));
    }
    ElementRule.Codes codes = rule.codes;
    return codes != null && path.isEmpty()
        ? value -> isValue(value, each -> CodedValue.isIn(each, codes))
        : null;
  }

  private static boolean isValue(ElementRule.Value value, Predicate<JsonNode> test) {
    JsonNode there = value.value();
    return there != null && test.test(there);
  }

  /** Of a pattern only what stands on the path; null when it says nothing there. */
  private static @Nullable JsonNode part(JsonNode pattern, List<String> path) {
    if (path.isEmpty()) {
      return pattern;
    }
    if (pattern.isArray()) {
      JsonNode item = pattern.size() == 1 ? part(pattern.get(0), path) : null;
      return item == null ? null : JsonNodeFactory.instance.arrayNode().add(item);
    }
    JsonNode next = pattern.get(path.get(0));
    JsonNode inside = next == null ? null : part(next, path.subList(1, path.size()));
    return inside == null ? null : JsonNodeFactory.instance.objectNode().set(path.get(0), inside);
  }
}
