package dev.trestle.semantics.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of FHIR R4 (4.0.1), compiled: types with their elements, codes of required bindings,
 * where which invariant stands. FHIR is in the public domain (CC0 1.0). {@code R4FactsTest} makes
 * the file from the official definitions.
 *
 * <pre>
 * V  value set   system     codes …
 * T  type        its base   resource, or nothing
 * E  path        cardinality  types, divided by |  value set of a required binding, or nothing
 * C  path        invariants …
 * </pre>
 *
 * A type in the third column is the name of a type, {@code Reference(Patient Group)}, {@code
 * +BackboneElement} for one whose parts follow, or {@code #Path} of a part that stands elsewhere.
 */
final class R4FactsResource {
  static final String RESOURCE = "r4-facts.tsv";

  private static final Map<String, String> PROFILES =
      Map.of("SimpleQuantity", "sqty-1", "MoneyQuantity", "mqty-1");

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, CodeSet> codes = new HashMap<>();
  private final Map<String, List<Invariant>> invariants = new HashMap<>();

  private R4FactsResource() {}

  /** The shapes of all types by name; parts of types by path. */
  static Map<String, Shape> read() {
    try (InputStream in = R4FactsResource.class.getResourceAsStream(RESOURCE)) {
      String text =
          new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
      return read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Shape> read(String text) {
    R4FactsResource facts = new R4FactsResource();
    List<List<String>> rows = new ArrayList<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> rows.add(Arrays.asList(line.split("\t", -1))));
    // First the names, so that types can refer to each other.
    rows.forEach(facts::name);
    rows.forEach(facts::fill);
    return Map.copyOf(facts.shapes);
  }

  private void name(List<String> row) {
    switch (row.get(0)) {
      case "T" ->
          shapes.put(row.get(1), new Shape(row.get(1), row.size() > 3 && !row.get(3).isEmpty()));
      case "E" -> {
        if (row.get(3).startsWith("+")) {
          shapes.put(row.get(1), new Shape(row.get(1), false));
        }
      }
      case "C" -> {
        List<Invariant> known = new ArrayList<>();
        row.subList(2, row.size()).forEach(key -> Invariants.of(key).ifPresent(known::add));
        invariants.put(row.get(1), known);
      }
      case "V" -> {
        CodeSet set = codes.computeIfAbsent(row.get(1), name -> new CodeSet(name, new HashMap<>()));
        set.bySystem()
            .computeIfAbsent(row.get(2), system -> new HashSet<>())
            .addAll(row.subList(3, row.size()));
      }
      default -> throw new IllegalStateException(RESOURCE + " has a row " + row.get(0));
    }
  }

  private void fill(List<String> row) {
    if (row.get(0).equals("T")) {
      Shape shape = shape(row.get(1));
      if (!row.get(2).isEmpty()) {
        shape.inherit(shape(row.get(2)));
      }
      invariants.getOrDefault(row.get(1), List.of()).forEach(shape::add);
      Invariants.of(Invariants.OF_THE_TEXT.getOrDefault(row.get(1), "")).ifPresent(shape::add);
    } else if (row.get(0).equals("E")) {
      String path = row.get(1);
      int dot = path.lastIndexOf('.');
      if (row.get(3).startsWith("+")) {
        shape(path).inherit(shape(row.get(3).substring(1)));
      }
      String limits = row.get(2);
      int dots = limits.indexOf("..");
      String most = limits.substring(dots + 2);
      List<Shape.ElementType> types = new ArrayList<>();
      for (String type : row.get(3).split("\\|")) {
        types.add(type(path, type, row.get(4)));
      }
      shape(path.substring(0, dot))
          .add(
              new Shape.Element(
                  path.substring(dot + 1),
                  !limits.substring(0, dots).equals("0"),
                  most.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(most),
                  types,
                  invariants.getOrDefault(path, List.of())));
    }
  }

  private Shape.ElementType type(String path, String written, String binding) {
    if (written.startsWith("+")) {
      return new Shape.ElementType(path, null, shape(path), null, Set.of(), null);
    }
    if (written.startsWith("#")) {
      String part = written.substring(1);
      return new Shape.ElementType(part, null, shape(part), null, Set.of(), null);
    }
    int bracket = written.indexOf('(');
    String name = bracket < 0 ? written : written.substring(0, bracket);
    Set<String> targets =
        bracket < 0
            ? Set.of()
            : Set.of(written.substring(bracket + 1, written.length() - 1).split(" "));
    Primitive primitive = Primitive.of(name);
    String profile = PROFILES.get(name);
    return new Shape.ElementType(
        name,
        primitive,
        primitive != null || name.equals("Resource")
            ? null
            : shape(profile == null ? name : "Quantity"),
        codes(binding),
        targets,
        profile == null ? null : Invariants.of(profile).orElseThrow());
  }

  private @Nullable CodeSet codes(String binding) {
    return binding.isEmpty() ? null : Objects.requireNonNull(codes.get(binding), binding);
  }

  private Shape shape(String name) {
    return Optional.ofNullable(shapes.get(name))
        .orElseThrow(() -> new IllegalStateException(RESOURCE + " has no type " + name));
  }
}
