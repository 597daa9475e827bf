package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.validation.ResourceChecker;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One look at one resource with the eyes of one profile. What R4 itself asks for is not told. */
final class ProfileRun {
  private static final Set<String> CODED =
      Set.of("code", "string", "uri", "url", "canonical", "Coding", "CodeableConcept", "Quantity");

  private final ObjectNode resource;
  private final Profile profile;
  private final UnaryOperator<String> typeOf;
  private final List<Deviation> deviations;

  /** A place in the resource; its text is made only when something is wrong there. */
  private record Place(@Nullable Place parent, String name, int index) {
    boolean isInList() {
      return index >= 0 || (parent != null && parent.isInList());
    }

    @Override
    public String toString() {
      String own = index < 0 ? name : name + "[" + index + "]";
      return parent == null ? own : parent + "." + own;
    }
  }

  ProfileRun(
      ObjectNode resource,
      Profile profile,
      UnaryOperator<String> typeOf,
      List<Deviation> deviations) {
    this.resource = resource;
    this.profile = profile;
    this.typeOf = typeOf;
    this.deviations = deviations;
  }

  void run() {
    run(profile, resource, new Place(null, profile.type, -1));
  }

  private void run(Profile asked, ObjectNode object, Place place) {
    asked.bases.forEach(base -> run(base, object, place));
    children(asked.root, object, place);
  }

  private void children(ElementRule rule, ObjectNode object, Place place) {
    for (ElementRule child : rule.children.values()) {
      element(child, object, place);
    }
  }

  private void element(ElementRule rule, ObjectNode object, Place parent) {
    List<ElementRule.Value> values = rule.values(object);
    Place place = new Place(parent, rule.pathName, -1);
    count(rule, values.size(), place, "");
    Slicing slicing = rule.slicing;
    List<Slicing.Slice> slices = slicing == null ? List.of() : slicing.slices();
    int[] counts = new int[slices.size()];
    for (ElementRule.Value value : values) {
      Place at = new Place(parent, rule.pathName, value.index());
      value(rule, value, at);
      if (slicing != null) {
        Slicing.Slice slice = slicing.of(value);
        if (slice != null) {
          counts[slices.indexOf(slice)]++;
          value(slice.rule(), value, at);
        } else if (slicing.closed()) {
          say(at, "allows no value here that is of none of its slices", true);
        }
      }
    }
    for (int i = 0; i < counts.length; i++) {
      Slicing.Slice slice = slices.get(i);
      count(slice.rule(), counts[i], place, slice.name());
    }
  }

  private void count(ElementRule rule, int count, Place place, String slice) {
    String of = slice.isEmpty() ? "" : " of the slice " + slice;
    if (count < rule.min) {
      say(
          place,
          rule.min == 1 && slice.isEmpty()
              ? "needs this element"
              : "needs " + (rule.min == 1 ? "a value" : rule.min + " values") + of,
          // Only an item of a list is said by one message alone.
          place.isInList());
    } else if (count > rule.max) {
      say(
          place,
          rule.max == 0
              ? "allows no value" + of + " here"
              : "allows " + rule.max + " here" + of + ", and there are more",
          true);
    }
  }

  private void value(ElementRule rule, ElementRule.Value value, Place place) {
    if (rule.types != null && !rule.types.contains(value.type())) {
      say(place, "does not allow this type of value", true);
    }
    JsonNode there = value.value();
    if (there != null) {
      content(rule, there, value.type(), place);
    }
    ObjectNode object = value.object();
    if (object != null) {
      children(rule, object, place);
      Profile linked = rule.profile;
      if (linked != null) {
        run(linked, object, place);
      }
    }
  }

  private void content(ElementRule rule, JsonNode value, String type, Place place) {
    if (rule.fixed != null && !JsonPattern.isFixed(value, rule.fixed)) {
      say(place, "allows one value here, and this is another one", true);
    }
    if (rule.pattern != null && !JsonPattern.isLike(value, rule.pattern)) {
      say(place, "asks for a pattern that the value does not have", true);
    }
    ElementRule.Codes codes = rule.codes;
    if (codes != null && CODED.contains(type) && !CodedValue.isIn(value, codes)) {
      say(place, "asks for a code of the value set " + codes.name() + ", and there is none", true);
    }
    if (value.isString()) {
      String text = value.stringValue();
      if (text.length() > rule.maxLength
          && text.codePointCount(0, text.length()) > rule.maxLength) {
        say(place, "allows " + rule.maxLength + " characters, and there are more", true);
      }
    }
    if (rule.targets != null) {
      String target = target(value.path("reference").asString(""));
      if (!target.isEmpty() && !rule.targets.contains(target)) {
        say(place, "allows no reference to " + target + " here", true);
      }
    }
  }

  /** The type that a reference leads to; empty when it does not tell. */
  private String target(String reference) {
    if (!reference.startsWith("#")) {
      return typeOf.apply(reference);
    }
    for (JsonNode each : resource.path("contained")) {
      if (each.path("id").asString("").equals(reference.substring(1))) {
        String type = each.path("resourceType").asString("");
        return ResourceChecker.ofR4().isResourceType(type) ? type : "";
      }
    }
    return "";
  }

  private void say(Place place, String text, boolean certain) {
    Deviation deviation =
        new Deviation(
            Finding.error(
                ProblemCode.FHIR_PROFILE,
                place.toString(),
                "The profile " + profile.name + " " + text + "."),
            certain);
    // An element and a slice of it often say the same.
    if (deviations.size() < ResourceChecker.LIMIT && !deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }
}
