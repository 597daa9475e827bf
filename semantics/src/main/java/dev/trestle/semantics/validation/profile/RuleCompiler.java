package dev.trestle.semantics.validation.profile;

import static dev.trestle.semantics.validation.profile.ConformanceFiles.text;

import dev.trestle.semantics.validation.R4Part;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes rules of the elements of one profile: what it says beyond FHIR R4, which is not repeated.
 */
final class RuleCompiler {
  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  /** Invariants that stand at every element of R4. */
  private static final Set<String> OF_ALL =
      Set.of("ele-1", "ext-1", "dom-1", "dom-2", "dom-3", "dom-4", "dom-5", "dom-6");

  private final ProfileCompiler profiles;
  private final Profile profile;
  private final BiConsumer<String, String> mistakes;

  RuleCompiler(ProfileCompiler profiles, Profile profile, BiConsumer<String, String> mistakes) {
    this.profiles = profiles;
    this.profile = profile;
    this.mistakes = mistakes;
  }

  /** Fills the rule of the profile itself. */
  void compile(Draft root) {
    uncheckedOf(root);
    children(root, profile.root);
  }

  private void children(Draft draft, ElementRule rule) {
    for (Draft child : draft.children.values()) {
      ElementRule compiled = rule(child);
      if (!child.slices.isEmpty()) {
        compiled.slicing = new SliceCompiler(this, profile, mistakes).slicing(child, compiled);
      }
      if (!compiled.isEmpty()) {
        rule.children.put(compiled.name, compiled);
      }
    }
  }

  /** The rule of an element or of a slice, with what stands in it. */
  ElementRule rule(Draft draft) {
    R4Part.Element element = Objects.requireNonNull(draft.element);
    ElementRule rule = new ElementRule(element);
    JsonNode definition = draft.definition;
    cardinality(draft, element, rule);
    types(draft, element, rule);
    rule.fixed = valued(definition, "fixed");
    rule.pattern = valued(definition, "pattern");
    int longest = definition.path("maxLength").asInt(0);
    rule.maxLength = longest > 0 ? longest : Integer.MAX_VALUE;
    binding(draft, element, rule);
    uncheckedOf(draft);
    children(draft, rule);
    return rule;
  }

  private void cardinality(Draft draft, R4Part.Element element, ElementRule rule) {
    JsonNode definition = draft.definition;
    boolean slice = draft.id.endsWith(":" + text(definition, "sliceName"));
    int min = definition.path("min").asInt(0);
    String written = text(definition, "max");
    int max = Integer.MAX_VALUE;
    if (written.matches("[0-9]{1,9}")) {
      max = Integer.parseInt(written);
    } else if (!written.isEmpty() && !written.equals("*")) {
      mistakes.accept(draft.id, "`max` is a number or *");
    }
    if (min < 0 || min > max) {
      mistakes.accept(draft.id, "`min` is greater than `max`: no resource can have that");
    } else if (min > element.limit()) {
      mistakes.accept(draft.id, "`min` is greater than FHIR R4 allows (" + element.limit() + ")");
    } else if (!slice && element.required() && max == 0) {
      mistakes.accept(draft.id, "`max` is 0, and FHIR R4 needs the element");
    }
    rule.min = slice || min > (element.required() ? 1 : 0) ? min : 0;
    rule.max = slice || max < element.limit() ? max : Integer.MAX_VALUE;
  }

  private void types(Draft draft, R4Part.Element element, ElementRule rule) {
    Set<String> known = new HashSet<>(element.types().values());
    Set<String> targets = new TreeSet<>();
    boolean anyTarget = false;
    for (JsonNode type : draft.definition.path("type")) {
      String code = text(type, "code");
      if (element.isChoice() && !known.contains(code)) {
        mistakes.accept(draft.id, "FHIR R4 has no type `" + code + "` for " + element.name());
      }
      link(draft, type, rule);
      boolean restricts = !type.path("targetProfile").isEmpty();
      anyTarget |= !restricts;
      for (JsonNode target : type.path("targetProfile")) {
        anyTarget |= !addTarget(draft, target.asString(""), targets);
      }
    }
    if (element.isChoice() && !draft.types().isEmpty() && !draft.types().containsAll(known)) {
      rule.types = draft.types();
    }
    boolean fewer = element.targets().isEmpty() || !targets.containsAll(element.targets());
    if (!anyTarget && !targets.isEmpty() && fewer && known.equals(Set.of("Reference"))) {
      rule.targets = targets;
    }
  }

  /** Whether the type that a reference may lead to is known. */
  private boolean addTarget(Draft draft, String canonical, Set<String> targets) {
    String type = profiles.typeOf(canonical);
    if (type.isEmpty()) {
      profile.unchecked.add(
          "types of the reference " + draft.id + " (" + canonical + " is not in profiles/)");
      return false;
    }
    targets.add(type);
    return !type.equals("Resource");
  }

  private void link(Draft draft, JsonNode type, ElementRule rule) {
    JsonNode named = type.path("profile");
    String canonical = named.path(0).asString("");
    String plain = ConformanceFiles.url(canonical);
    if (named.isEmpty() || (R4Part.ofType(lastPart(plain)).isPresent() && plain.startsWith(CORE))) {
      return;
    }
    if (plain.equals(CORE + "SimpleQuantity") || plain.equals(CORE + "MoneyQuantity")) {
      return; // the checker of R4 knows them
    }
    if (named.size() > 1 || draft.definition.path("type").size() > 1) {
      profile.unchecked.add("profiles of the types of " + draft.id);
      return;
    }
    rule.extensionUrl = text(type, "code").equals("Extension") ? plain : "";
    Profile found = profiles.profile(canonical);
    if (found == null) {
      profile.unchecked.add("what " + draft.id + " holds (" + canonical + " is not in profiles/)");
    } else {
      rule.profile = found;
    }
  }

  private void binding(Draft draft, R4Part.Element element, ElementRule rule) {
    JsonNode binding = draft.definition.path("binding");
    String canonical = text(binding, "valueSet");
    String url = ConformanceFiles.url(canonical);
    if (text(binding, "strength").equals("extensible")) {
      profile.looseBindings.add(draft.id);
    }
    if (!text(binding, "strength").equals("required")
        || canonical.isEmpty()
        || url.equals("http://hl7.org/fhir/ValueSet/" + element.valueSet())) {
      return;
    }
    ValueSets.Resolved resolved = profiles.valueSets().resolve(canonical);
    Map<String, Set<String>> codes = resolved.codes();
    if (codes == null) {
      profile.unchecked.add("codes of " + draft.id + " (" + resolved.why() + ")");
    } else {
      rule.codes = new ElementRule.Codes(lastPart(url), codes);
    }
  }

  /** What is said of an element and not looked at. */
  private void uncheckedOf(Draft draft) {
    for (JsonNode constraint : draft.definition.path("constraint")) {
      String key = text(constraint, "key");
      String source = text(constraint, "source");
      boolean ofR4 =
          OF_ALL.contains(key)
              || (source.startsWith(CORE) && R4Part.ofType(lastPart(source)).isPresent());
      if (!ofR4) {
        profile.unchecked.add("invariant " + key + " (" + draft.id + ")");
      }
    }
    for (String bound : new String[] {"minValue", "maxValue"}) {
      if (valued(draft.definition, bound) != null) {
        profile.unchecked.add(bound + " (" + draft.id + ")");
      }
    }
  }

  private static String lastPart(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** The value of {@code fixed[x]} and the like, or null. */
  static @Nullable JsonNode valued(JsonNode definition, String stem) {
    for (Map.Entry<String, JsonNode> property : definition.properties()) {
      String key = property.getKey();
      if (key.startsWith(stem)
          && key.length() > stem.length()
          && Character.isUpperCase(key.charAt(stem.length()))) {
        return property.getValue();
      }
    }
    return null;
  }
}
