package dev.trestle.semantics.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.context.support.ValueSetExpansionOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;

/** Writes the facts of FHIR R4 that {@link R4FactsResource} reads. */
final class R4FactsWriter {
  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";
  private static final String FHIRPATH = "http://hl7.org/fhirpath/System.";

  private final ValidationSupportContext context;
  private final IValidationSupport support;
  private final SortedMap<String, StructureDefinition> types = new TreeMap<>();
  private final SortedMap<String, String> codes = new TreeMap<>();

  R4FactsWriter(IValidationSupport support, IValidationSupport definitions) {
    this.support = support;
    this.context = new ValidationSupportContext(support);
    for (IBaseResource resource : definitions.fetchAllStructureDefinitions()) {
      StructureDefinition type = (StructureDefinition) resource;
      boolean specialization =
          type.getDerivation() == TypeDerivationRule.SPECIALIZATION || !type.hasDerivation();
      boolean kind =
          type.getKind() == StructureDefinitionKind.RESOURCE
              || type.getKind() == StructureDefinitionKind.COMPLEXTYPE;
      if (specialization && kind && type.getUrl().equals(CORE + type.getType())) {
        types.put(type.getType(), type);
      }
    }
  }

  String text() {
    List<String> body = new ArrayList<>();
    List<StructureDefinition> ordered = new ArrayList<>(types.values());
    ordered.sort(
        Comparator.comparingInt(this::generation).thenComparing(StructureDefinition::getType));
    ordered.forEach(type -> write(type, body));
    StringBuilder text =
        new StringBuilder("# Facts of HL7 FHIR R4 (4.0.1), CC0 1.0: made by R4FactsTest.\n");
    codes.forEach(
        (name, rows) ->
            text.append(
                rows.isEmpty() ? "# " + name + " is no list of codes: not checked\n" : rows));
    // Where invariants stand comes first: they are put into the elements.
    body.stream().filter(row -> row.startsWith("C")).forEach(row -> text.append(row).append('\n'));
    body.stream().filter(row -> !row.startsWith("C")).forEach(row -> text.append(row).append('\n'));
    return text.toString();
  }

  private int generation(StructureDefinition type) {
    StructureDefinition base = base(type);
    return base == null ? 0 : 1 + generation(base);
  }

  private @Nullable StructureDefinition base(StructureDefinition type) {
    String base = type.getBaseDefinition();
    return base == null ? null : types.get(base.substring(base.lastIndexOf('/') + 1));
  }

  private void write(StructureDefinition type, List<String> body) {
    StructureDefinition base = base(type);
    String resource = type.getKind() == StructureDefinitionKind.RESOURCE ? "resource" : "";
    body.add(String.join("\t", "T", type.getType(), base == null ? "" : base.getType(), resource));
    Set<String> inherited = new HashSet<>(Set.of("ele-1"));
    for (StructureDefinition above = base; above != null; above = base(above)) {
      above
          .getSnapshot()
          .getElementFirstRep()
          .getConstraint()
          .forEach(constraint -> inherited.add(constraint.getKey()));
    }
    List<ElementDefinition> elements = type.getSnapshot().getElement();
    Set<String> parents = new HashSet<>();
    elements.forEach(e -> parents.add(parent(e.getPath())));
    for (ElementDefinition element : elements) {
      constraints(element, inherited, body);
      if (element.getPath().indexOf('.') > 0 && isOwn(element, base)) {
        element(element, parents.contains(element.getPath()), body);
      }
    }
  }

  /** Elements of the base type stand there; those of parts come with their base, too. */
  private static boolean isOwn(ElementDefinition element, @Nullable StructureDefinition base) {
    String name = element.getPath().substring(element.getPath().lastIndexOf('.') + 1);
    if (parent(element.getPath()).indexOf('.') > 0) {
      return !Set.of("id", "extension", "modifierExtension").contains(name);
    }
    return base == null
        || base.getSnapshot().getElement().stream()
            .noneMatch(e -> e.getPath().equals(base.getType() + "." + name));
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private static void constraints(
      ElementDefinition element, Set<String> inherited, List<String> body) {
    String keys =
        element.getConstraint().stream()
            .filter(c -> c.getSeverity() == ElementDefinition.ConstraintSeverity.ERROR)
            .map(ElementDefinitionConstraintComponent::getKey)
            .filter(key -> !inherited.contains(key))
            .filter(key -> !key.equals("ext-1") || element.getPath().equals("Extension"))
            .sorted()
            .collect(Collectors.joining("\t"));
    if (!keys.isEmpty()) {
      body.add("C\t" + element.getPath() + "\t" + keys);
    }
  }

  private void element(ElementDefinition element, boolean parent, List<String> body) {
    String types;
    if (element.hasContentReference()) {
      types = element.getContentReference().replaceFirst("^.*#", "#");
    } else if (parent) {
      types = "+" + element.getTypeFirstRep().getCode();
    } else {
      types =
          element.getType().stream().map(t -> type(element, t)).collect(Collectors.joining("|"));
    }
    body.add(
        String.join(
            "\t",
            "E",
            element.getPath(),
            element.getMin() + ".." + element.getMax(),
            types,
            binding(element)));
  }

  private static String type(ElementDefinition element, TypeRefComponent type) {
    String code = type.getCode();
    if (code.startsWith(FHIRPATH)) {
      return element.getPath().equals("Resource.id")
          ? "id"
          : element.getPath().equals("Extension.url") ? "uri" : "string";
    }
    Set<String> profiles =
        type.getProfile().stream()
            .map(p -> p.getValue().replace(CORE, ""))
            .filter(p -> p.equals("SimpleQuantity") || p.equals("MoneyQuantity"))
            .collect(Collectors.toSet());
    if (!profiles.isEmpty()) {
      return profiles.iterator().next();
    }
    SortedSet<String> targets = new TreeSet<>();
    type.getTargetProfile().forEach(t -> targets.add(t.getValue().replace(CORE, "")));
    return !code.equals("Reference") || targets.isEmpty() || targets.contains("Resource")
        ? code
        : code + "(" + String.join(" ", targets) + ")";
  }

  private String binding(ElementDefinition element) {
    if (element.getBinding().getStrength() != BindingStrength.REQUIRED
        || !element.getBinding().hasValueSet()) {
      return "";
    }
    String url = element.getBinding().getValueSet().replaceFirst("\\|.*", "");
    String name = url.substring(url.lastIndexOf('/') + 1);
    return codes.computeIfAbsent(name, first -> codes(first, url)).isEmpty() ? "" : name;
  }

  /** The rows of a value set; empty for one that is no list of codes. */
  private String codes(String name, String url) {
    IBaseResource set = support.fetchValueSet(url);
    var outcome =
        set == null ? null : support.expandValueSet(context, new ValueSetExpansionOptions(), set);
    SortedMap<String, SortedSet<String>> bySystem = new TreeMap<>();
    if (outcome != null && outcome.getValueSet() instanceof ValueSet expanded) {
      collect(expanded.getExpansion().getContains(), bySystem);
    }
    StringBuilder text = new StringBuilder();
    bySystem.forEach(
        (system, codes) ->
            text.append("V\t")
                .append(name)
                .append('\t')
                .append(system)
                .append('\t')
                .append(String.join("\t", codes))
                .append('\n'));
    return text.toString();
  }

  private static void collect(
      List<ValueSetExpansionContainsComponent> contains,
      SortedMap<String, SortedSet<String>> bySystem) {
    for (ValueSetExpansionContainsComponent each : contains) {
      if (each.hasCode()) {
        bySystem
            .computeIfAbsent(String.valueOf(each.getSystem()), s -> new TreeSet<>())
            .add(each.getCode());
      }
      collect(each.getContains(), bySystem);
    }
  }
}
