package dev.trestle.app.command;

import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.run.LeafWitness;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Figures of where leaves went, by message type and by segment; printed as Markdown. */
final class CoverageTable {
  private static final double PERCENT = 100.0;

  /** Segments about the message and not about what it tells; the journal holds what they say. */
  private static final Set<String> ENVELOPE = Set.of("MSH", "EVN", "SFT");

  private final GuideFields guide;
  private final Map<String, Counts> types = new TreeMap<>();
  private final Map<String, Leaves> segments = new TreeMap<>();
  private final Map<String, Leaves> places = new TreeMap<>();
  private final Leaves content = new Leaves();

  CoverageTable(GuideFields guide) {
    this.guide = guide;
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  /** The counts of a type, to which a further message adds. */
  Counts message(String type) {
    String shown = type.isEmpty() ? "none" : type;
    Counts counts = types.computeIfAbsent(shown, fresh -> new Counts());
    counts.messages++;
    return counts;
  }

  /** Leaves by where they went. */
  private static final class Leaves {
    private final Map<LeafWitness.Where, Integer> where = new EnumMap<>(LeafWitness.Where.class);
    private int guided;
    private int guidedMapped;

    void add(LeafWitness.Where place, boolean inGuide) {
      where.merge(place, 1, Integer::sum);
      guided += inGuide ? 1 : 0;
      guidedMapped += inGuide && place == LeafWitness.Where.MAPPED ? 1 : 0;
    }

    void add(Leaves more) {
      more.where.forEach((place, count) -> where.merge(place, count, Integer::sum));
      guided += more.guided;
      guidedMapped += more.guidedMapped;
    }

    int all() {
      return where.values().stream().mapToInt(Integer::intValue).sum();
    }

    int unmapped() {
      return all() - where.getOrDefault(LeafWitness.Where.MAPPED, 0);
    }

    String missing() {
      StringBuilder cells = new StringBuilder(" " + all() + " | " + unmapped() + " |");
      for (LeafWitness.Where place : LeafWitness.Where.values()) {
        if (place != LeafWitness.Where.MAPPED) {
          cells.append(' ').append(where.getOrDefault(place, 0)).append(" |");
        }
      }
      return cells.toString();
    }

    String cells(boolean withGuide) {
      StringBuilder cells = new StringBuilder(" " + all() + " |");
      for (LeafWitness.Where place : LeafWitness.Where.values()) {
        int count = where.getOrDefault(place, 0);
        cells.append(' ').append(count).append(" (").append(share(count, all())).append(") |");
      }
      if (withGuide) {
        cells.append(' ').append(guided).append(" | ");
        cells.append(guidedMapped).append(" (").append(share(guidedMapped, guided)).append(") |");
      }
      return cells.toString();
    }
  }

  /** What became of the messages of one type. */
  final class Counts implements LeafWitness {
    private final Leaves leaves = new Leaves();
    private final Map<Translation.Result, Integer> results =
        new EnumMap<>(Translation.Result.class);
    private int messages;

    @Override
    public void leaf(Segment segment, int field, int component, Where where) {
      String name = segment.name();
      boolean inGuide = guide.has(name, field);
      leaves.add(where, inGuide);
      segments.computeIfAbsent(name, fresh -> new Leaves()).add(where, inGuide);
      if (!ENVELOPE.contains(name)) {
        content.add(where, inGuide);
        String place = name + "-" + field + "." + component;
        places.computeIfAbsent(place, fresh -> new Leaves()).add(where, inGuide);
      }
    }

    void add(Translation.Result result) {
      results.merge(result, 1, Integer::sum);
    }
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", PERCENT * part / whole);
  }

  void print(PrintWriter out) {
    boolean withGuide = !guide.fields().isEmpty();
    String columns =
        " leaves | mapped | kept | dropped | reported |"
            + (withGuide ? " in fields that the guide maps | of those mapped |" : "");
    String rule = "--:|--:|--:|--:|--:|" + (withGuide ? "--:|--:|" : "");
    out.println("| type | messages | translated | in part | not |" + columns);
    out.println("|---|--:|--:|--:|--:|" + rule);
    Leaves total = new Leaves();
    Counts sum = new Counts();
    types.forEach(
        (type, counts) -> {
          total.add(counts.leaves);
          sum.messages += counts.messages;
          counts.results.forEach((result, n) -> sum.results.merge(result, n, Integer::sum));
          out.println(row(type, counts, counts.leaves, withGuide));
        });
    out.println(row("**all**", sum, total, withGuide));
    out.println(row("**all but MSH, EVN, SFT**", sum, content, withGuide));
    out.println();
    out.println("| segment |" + columns);
    out.println("|---|" + rule);
    segments.forEach((name, leaves) -> out.println("| " + name + " |" + leaves.cells(withGuide)));
  }

  /**
   * The places with most values that no rule maps, of those that the guide maps where it is known.
   */
  void printPlaces(PrintWriter out, int most) {
    boolean withGuide = !guide.fields().isEmpty();
    out.println();
    out.println("| place | leaves | not mapped | of those kept | dropped | reported |");
    out.println("|---|--:|--:|--:|--:|--:|");
    places.entrySet().stream()
        .filter(place -> place.getValue().unmapped() > 0)
        .filter(place -> !withGuide || place.getValue().guided > 0)
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, Leaves> place) -> -place.getValue().unmapped())
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .forEach(place -> out.println("| " + place.getKey() + " |" + place.getValue().missing()));
  }

  private static String row(String type, Counts counts, Leaves leaves, boolean withGuide) {
    StringBuilder row = new StringBuilder("| " + type + " | " + counts.messages + " |");
    for (Translation.Result result : Translation.Result.values()) {
      row.append(' ').append(counts.results.getOrDefault(result, 0)).append(" |");
    }
    return row + leaves.cells(withGuide);
  }
}
