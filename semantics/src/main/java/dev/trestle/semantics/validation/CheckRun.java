package dev.trestle.semantics.validation;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One walk over one resource. Paths are written only when something is wrong. */
final class CheckRun {
  private static final String RESOURCE_TYPE = "resourceType";
  private static final int NO_INDEX = -1;

  /** Deeper than anything real; hostile JSON must not end in a stack overflow. */
  private static final int DEEPEST = 60;

  private final ResourceChecker checker;
  private final JsonNode root;
  private final UnaryOperator<String> typeOf;
  private final List<Finding> findings = new ArrayList<>(0);
  private final Shape.@Nullable Element[] elements = new Shape.@Nullable Element[DEEPEST + 1];
  private final int[] indexes = new int[DEEPEST + 1];
  private String type = "Resource";
  private JsonNode resource;
  private int depth;

  CheckRun(ResourceChecker checker, JsonNode root, UnaryOperator<String> typeOf) {
    this.checker = checker;
    this.root = root;
    this.resource = root;
    this.typeOf = typeOf;
  }

  List<Finding> run() {
    String told = root.path(RESOURCE_TYPE).asString(type);
    if (told.matches("[A-Za-z]{1,64}")) {
      type = told;
    }
    resource(root, false);
    return findings;
  }

  private void resource(JsonNode node, boolean contained) {
    String told = node.path(RESOURCE_TYPE).asString("");
    if (!checker.isResourceType(told)) {
      add(checker.unknownType(path()));
      return;
    }
    JsonNode outer = resource;
    if (!contained) {
      resource = node;
    }
    object((ObjectNode) node, checker.shape(told));
    resource = outer;
  }

  private void object(ObjectNode node, Shape shape) {
    long seen = 0;
    long present = 0;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      Shape.Property property = shape.property(name);
      if (property == null) {
        if (!name.equals(RESOURCE_TYPE) || !shape.isResource()) {
          unknown(name, shape);
        }
        continue;
      }
      if (!property.extensions()) {
        if ((seen & property.bit()) != 0) {
          say(
              ProblemCode.FHIR_STRUCTURE,
              property.element().pathName(),
              "An element has one of its types, not several.");
        }
        seen |= property.bit();
      }
      present |= property.bit();
      if (enter(property.element())) {
        property(node, name, entry.getValue(), property);
        depth--;
      }
    }
    if (present == 0 && (!shape.isResource() || node.isEmpty())) {
      say(ProblemCode.FHIR_STRUCTURE, "", "An object has content.");
    }
    missing(shape, shape.required() & ~present);
    for (Invariant invariant : shape.invariants()) {
      hold(invariant, node);
    }
  }

  private void missing(Shape shape, long bits) {
    for (long left = bits; left != 0; left &= left - 1) {
      say(
          ProblemCode.FHIR_REQUIRED,
          shape.element(Long.lowestOneBit(left)).pathName(),
          "FHIR R4 needs this element.");
    }
  }

  /** The name is told when it can be a name: what is unknown may be anything. */
  private void unknown(String name, Shape shape) {
    boolean tellable = name.matches("_?[A-Za-z]{1,40}");
    say(
        ProblemCode.FHIR_STRUCTURE,
        tellable ? name : "",
        "FHIR R4 has no such element in " + shape.name() + ".");
  }

  private void property(ObjectNode parent, String name, JsonNode value, Shape.Property property) {
    Shape.Element element = property.element();
    if (element.repeats() != value.isArray()) {
      say(
          ProblemCode.FHIR_STRUCTURE,
          "",
          element.repeats() ? "The element is an array." : "The element is no array.");
      return;
    }
    if (!value.isArray()) {
      value(value, property);
      return;
    }
    if (value.isEmpty()) {
      say(ProblemCode.FHIR_STRUCTURE, "", "An array has values.");
    }
    if (value.size() > element.limit()) {
      say(ProblemCode.FHIR_STRUCTURE, "", "There are more values than FHIR R4 allows.");
    }
    for (int i = 0; i < value.size(); i++) {
      indexes[depth] = i;
      JsonNode item = value.get(i);
      // FHIR JSON §2.6.2.3: a null keeps the place of a value that has only extensions, or has
      // none.
      if (!item.isNull() || !hasTwin(parent, name, i)) {
        value(item, property);
      }
    }
    indexes[depth] = NO_INDEX;
  }

  private static boolean hasTwin(ObjectNode parent, String name, int index) {
    JsonNode twin = parent.get(name.startsWith("_") ? name.substring(1) : "_" + name);
    return twin != null && twin.isArray() && index < twin.size() && !twin.get(index).isNull();
  }

  private void value(JsonNode value, Shape.Property property) {
    Shape.ElementType kind = property.type();
    Shape shape = kind.shape();
    if (property.extensions()) {
      if (value instanceof ObjectNode object) {
        object(object, checker.shape("Element"));
      } else {
        say(ProblemCode.FHIR_STRUCTURE, "", "Here stands an object with extensions.");
      }
    } else if (kind.primitive() != null) {
      primitive(value, kind.primitive(), kind.codes());
    } else if (!(value instanceof ObjectNode object)) {
      say(ProblemCode.FHIR_STRUCTURE, "", "Here stands an object.");
    } else if (shape == null) {
      resource(object, property.element().name().equals("contained"));
    } else {
      object(object, shape);
      for (Invariant invariant : property.element().invariants()) {
        hold(invariant, object);
      }
      if (kind.profiled() != null) {
        hold(kind.profiled(), object);
      }
      if (kind.codes() != null) {
        coded(object, kind);
      }
      if (!kind.targets().isEmpty()) {
        reference(object, kind);
      }
    }
  }

  private void primitive(JsonNode value, Primitive primitive, @Nullable CodeSet codes) {
    if (!primitive.isOfJsonType(value)) {
      say(ProblemCode.FHIR_STRUCTURE, "", "Here stands " + primitive.jsonType() + ".");
    } else if (!primitive.hasForm(value)) {
      say(
          ProblemCode.FHIR_VALUE,
          "",
          "The value has not the form of " + primitive.typeName() + ".");
    } else if (codes != null && !codes.has(value.stringValue())) {
      say(ProblemCode.FHIR_CODE, "", "The code is not in the value set " + codes.name() + ".");
    }
  }

  private void coded(ObjectNode value, Shape.ElementType type) {
    CodeSet codes = type.codes();
    if (codes != null && !codes.hasOneOf(value, type.isConcept())) {
      say(ProblemCode.FHIR_CODE, "", "No code of it is in the value set " + codes.name() + ".");
    }
  }

  private void reference(ObjectNode value, Shape.ElementType type) {
    JsonNode reference = value.get("reference");
    if (reference == null || !reference.isString()) {
      return;
    }
    String text = reference.stringValue();
    String target = text.startsWith("#") ? contained(text.substring(1)) : typeOf.apply(text);
    if (!target.isEmpty() && !type.targets().contains(target)) {
      say(ProblemCode.FHIR_REFERENCE, "", "FHIR R4 has no reference to " + target + " here.");
    }
  }

  private String contained(String id) {
    for (JsonNode each : resource.path("contained")) {
      if (each.path("id").asString("").equals(id)) {
        String type = each.path(RESOURCE_TYPE).asString("");
        return checker.isResourceType(type) ? type : "";
      }
    }
    return "";
  }

  private void hold(Invariant invariant, ObjectNode object) {
    if (!invariant.rule().holds(object, resource)) {
      say(ProblemCode.FHIR_INVARIANT, "", invariant.key() + ": " + invariant.says());
    }
  }

  private boolean enter(Shape.Element element) {
    if (depth == DEEPEST) {
      say(ProblemCode.FHIR_STRUCTURE, "", "Nothing of FHIR is nested this deep.");
      return false;
    }
    depth++;
    elements[depth] = element;
    indexes[depth] = NO_INDEX;
    return true;
  }

  private void say(ProblemCode code, String child, String text) {
    add(Finding.error(code, child.isEmpty() ? path() : path() + "." + child, text));
  }

  private void add(Finding finding) {
    if (findings.size() < ResourceChecker.LIMIT) {
      findings.add(finding);
    }
  }

  private String path() {
    StringBuilder path = new StringBuilder(type);
    for (int i = 1; i <= depth; i++) {
      Shape.Element element = elements[i];
      path.append('.').append(element == null ? "" : element.pathName());
      if (indexes[i] != NO_INDEX) {
        path.append('[').append(indexes[i]).append(']');
      }
    }
    return path.toString();
  }
}
