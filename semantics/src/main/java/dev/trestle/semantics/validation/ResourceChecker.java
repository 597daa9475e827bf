package dev.trestle.semantics.validation;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Says what of a resource is not FHIR R4. Compiled once, thread-safe, pure; bad JSON of any form is
 * a finding, never an exception. What it does not look at: narrative (XHTML), definitions of
 * extensions, profiles, codes of systems without a required binding, whether a reference leads to
 * something.
 */
public final class ResourceChecker {
  /** Findings of one resource; what is that wrong is not looked at to the end. */
  public static final int LIMIT = 50;

  private final Map<String, Shape> shapes;
  private final SureShapes sure;

  private ResourceChecker(Map<String, Shape> shapes) {
    this.shapes = shapes;
    this.sure = new SureShapes(shapes);
  }

  /** Compiled when it is first asked for. */
  private static final class R4 {
    private static final ResourceChecker CHECKER = new ResourceChecker(R4FactsResource.read());
  }

  /** The one of FHIR R4. */
  public static ResourceChecker ofR4() {
    return R4.CHECKER;
  }

  /**
   * What is wrong with a resource.
   *
   * @return errors, each with the FHIRPath of its element; at most {@link #LIMIT}. No text holds a
   *     value of the resource.
   */
  public List<Finding> check(JsonNode resource) {
    return check(resource, ResourceChecker::typeIn);
  }

  /**
   * The same for a resource whose references have a form of their own.
   *
   * @param typeOf the type that a reference leads to, empty when it does not tell
   */
  List<Finding> check(JsonNode resource, UnaryOperator<String> typeOf) {
    return new CheckRun(this, resource, typeOf).run();
  }

  /** Whether FHIR R4 has a resource type of that name. */
  public boolean isResourceType(String type) {
    Shape shape = shapes.get(type);
    return shape != null && isConcrete(shape);
  }

  /**
   * The codes that FHIR requires of an element.
   *
   * @param path from a type on: {@code Patient.gender}, {@code Patient.telecom.use}, {@code
   *     Observation.valueCodeableConcept}
   * @return empty when there is no such element, or no required binding that is a list of codes
   */
  public Optional<RequiredBinding> requiredBinding(String path) {
    String[] names = path.split("\\.");
    Shape shape = shapes.get(names[0]);
    for (int i = 1; shape != null && i < names.length; i++) {
      Shape.Property property = shape.property(names[i]);
      if (property == null || property.extensions()) {
        return Optional.empty();
      }
      Shape.ElementType type = property.type();
      CodeSet codes = type.codes();
      if (i == names.length - 1 && codes != null) {
        return Optional.of(new RequiredBinding(path, codes, type.primitive() == null));
      }
      shape = type.shape();
    }
    return Optional.empty();
  }

  /**
   * Slots of a type will come under this path, the same text: where it leads to is looked up now.
   * For paths that a mapping writes, never for those with something of a message in them: they are
   * kept.
   */
  public void expect(String type, String path) {
    SureShape shape = sure.of(type);
    if (shape != null) {
      shape.expect(path);
    }
  }

  Finding unknownType(String location) {
    return Finding.error(
        ProblemCode.FHIR_STRUCTURE, location, "FHIR R4 has no resource of this type.");
  }

  /** The shape of a type that there is. */
  Shape shape(String type) {
    return Objects.requireNonNull(shapes.get(type), type);
  }

  /** All of them by name, parts by path. */
  Map<String, Shape> shapes() {
    return shapes;
  }

  /** The shapes of all types, for the walk that only knows what is surely right. */
  SureShapes sure() {
    return sure;
  }

  /** Whether a resource can be of this type. */
  static boolean isConcrete(Shape shape) {
    return shape.isResource()
        && !shape.name().equals("Resource")
        && !shape.name().equals("DomainResource");
  }

  /**
   * {@code Patient} of {@code https://…/Patient/1/_history/2}; empty for {@code urn:} and the like.
   */
  public static String typeIn(String reference) {
    int history = reference.indexOf("/_history/");
    String plain = history < 0 ? reference : reference.substring(0, history);
    int last = plain.lastIndexOf('/');
    if (last <= 0) {
      return "";
    }
    String type = plain.substring(plain.lastIndexOf('/', last - 1) + 1, last);
    return R4.CHECKER.isResourceType(type) ? type : "";
  }
}
