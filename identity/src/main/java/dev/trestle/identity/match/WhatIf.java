package dev.trestle.identity.match;

import dev.trestle.identity.compare.NameLevel;
import dev.trestle.identity.match.Assessment.Line;
import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What would have changed an answer: another level of one field, a field less, or one more. Worked
 * out from the evidence alone, so that no value is needed, and only with the model that made it.
 */
public final class WhatIf {
  private static final double BITS = Math.log(2);
  private final LinkModel model;
  private final Assessment seen;
  private final Map<Field, double[][]> relatives = new EnumMap<>(Field.class);

  private WhatIf(LinkModel model, Assessment seen) {
    this.model = model;
    this.seen = seen;
  }

  /** What is done with two records; the later, the more. */
  public enum Outcome {
    TWO_PERSONS("be two persons"),
    REVIEW("be for a person to look at"),
    LINK("link by itself");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** After "it would". */
    public String words() {
      return words;
    }
  }

  /**
   * A change that would lead elsewhere.
   *
   * @param fields one of these
   * @param to equal, missing or known and equal
   * @param outcome where it would lead
   */
  public record Change(List<String> fields, To to, Outcome outcome) {
    public Change {
      fields = List.copyOf(fields);
    }

    /** As a sentence, without a value. */
    public String text() {
      String which = String.join(" or ", fields);
      return "It would "
          + outcome.words()
          + switch (to) {
            case EQUAL -> " if the " + which + " were equal.";
            case MISSING -> " without the " + which + ".";
            case KNOWN -> " if the " + which + " were known of both and equal.";
          };
    }
  }

  /** How a field would be. */
  public enum To {
    EQUAL,
    MISSING,
    KNOWN
  }

  /** The changes of one field that would change the outcome; none for evidence of another model. */
  public static List<Change> of(LinkModel model, Assessment seen) {
    return model.version().equals(seen.model()) && !seen.lines().isEmpty()
        ? new WhatIf(model, seen).changes()
        : List.of();
  }

  /** What is done with two records of this evidence, as far as it depends on them alone. */
  public static Outcome outcome(LinkModel model, Assessment seen) {
    return new WhatIf(model, seen).outcome(seen.lines(), seen.vetoes());
  }

  private List<Change> changes() {
    Outcome now = outcome(seen.lines(), seen.vetoes());
    List<Change> changes = new ArrayList<>();
    for (Line line : seen.lines()) {
      Field field = field(line.field());
      List<Line> others = without(line.field());
      List<String> vetoes = vetoesWithout(line.field());
      if (field.level(line.level()) > 0) {
        List<Line> equal = new ArrayList<>(others);
        equal.add(best(field));
        add(changes, line.field(), To.EQUAL, now, outcome(equal, vetoes));
      }
      if (line.bits() > 0) {
        add(changes, line.field(), To.MISSING, now, outcome(others, vetoes));
      }
    }
    Set<String> had = seen.lines().stream().map(Line::field).collect(Collectors.toSet());
    List<String> helpful = new ArrayList<>();
    for (Field field : Field.values()) {
      if (field != Field.OTHER && !had.contains(field.word())) {
        List<Line> more = new ArrayList<>(seen.lines());
        more.add(best(field));
        if (outcome(more, seen.vetoes()) == Outcome.LINK && now != Outcome.LINK) {
          helpful.add(field.word());
        }
      }
    }
    if (!helpful.isEmpty()) {
      changes.add(new Change(helpful, To.KNOWN, Outcome.LINK));
    }
    return changes;
  }

  private static void add(List<Change> changes, String field, To to, Outcome now, Outcome then) {
    boolean more = then.compareTo(now) > 0;
    if (to == To.EQUAL ? more : then.compareTo(now) < 0) {
      changes.add(new Change(List.of(field), to, then));
    }
  }

  private static Field field(String word) {
    return Arrays.stream(Field.values())
        .filter(field -> field.word().equals(word))
        .findFirst()
        .orElse(Field.OTHER);
  }

  private List<Line> without(String field) {
    return seen.lines().stream().filter(line -> !line.field().equals(field)).toList();
  }

  private List<String> vetoesWithout(String field) {
    return seen.vetoes().stream()
        .filter(
            veto ->
                switch (veto) {
                  case "suffix-conflict" -> !field.equals(Field.SUFFIX.word());
                  case "two-social-security-numbers" -> !field.equals(Field.SSN.word());
                  case "sex-and-given-name-conflict" ->
                      !field.equals(Field.SEX.word()) && !field.equals(Field.NAME.word());
                  default -> true;
                })
        .toList();
  }

  /** The best level of a field, by the published shares: all that the platform goes by. */
  private Line best(Field field) {
    LevelShares shares = model.of(field).get(0);
    return new Line(
        field.word(),
        field.levels().get(0),
        bits(shares.same() / shares.other()),
        0); // of no kind of household in particular: relativeBits says it
  }

  private double bits(double ratio) {
    double limit = model.bitsLimit();
    return Math.max(-limit, Math.min(limit, Math.log(ratio) / BITS));
  }

  private Outcome outcome(List<Line> lines, List<String> vetoes) {
    double same = probability(lines);
    boolean sure = same >= model.automaticFrom() && vetoes.isEmpty();
    if (sure && isClear(lines) && !seen.held().contains(Assessment.ONE_HEALTH_SYSTEM)) {
      return Outcome.LINK;
    }
    return same >= model.reviewFrom() ? Outcome.REVIEW : Outcome.TWO_PERSONS;
  }

  private double probability(List<Line> lines) {
    double stranger = 0;
    double[] relative = new double[model.households().size()];
    for (Line line : lines) {
      stranger -= line.bits();
      Field field = field(line.field());
      for (int kind = 0; kind < relative.length; kind++) {
        relative[kind] -= relativeBits(field)[kind][field.level(line.level())];
      }
    }
    double household = model.training().household();
    double against = (1 - seen.priorSame()) * Math.pow(2, stranger);
    for (int kind = 0; kind < relative.length; kind++) {
      double share = model.households().get(kind).share() * household;
      against += share * Math.pow(2, relative[kind]);
    }
    return seen.priorSame() / (seen.priorSame() + against);
  }

  /**
   * Of the same person against two of each kind of household, by level: another level may make
   * another kind the likeliest, and evidence holds the bits of one.
   */
  private double[][] relativeBits(Field field) {
    return relatives.computeIfAbsent(
        field,
        none -> {
          double[] same = model.of(field).stream().mapToDouble(LevelShares::same).toArray();
          Shares.normalise(field, same);
          double[][] bits = new double[model.households().size()][same.length];
          for (int kind = 0; kind < bits.length; kind++) {
            double[] shares = model.households().get(kind).of(field);
            Shares.normalise(field, shares);
            for (int level = 0; level < same.length; level++) {
              bits[kind][level] = bits(same[level] / shares[level]);
            }
          }
          return bits;
        });
  }

  private boolean isClear(List<Line> lines) {
    Optional<String> name = level(lines, Field.NAME);
    Optional<String> date = level(lines, Field.BIRTH_DATE);
    if (!name.map(model.automaticNames()::contains).orElse(false)
        || !date.map(model.automaticDates()::contains).orElse(false)) {
      return false;
    }
    boolean exact = name.get().equals(NameLevel.EXACT.word());
    boolean own = isEqual(lines, Field.SSN) || isEqual(lines, Field.IDENTIFIER);
    if (!own && level(lines, Field.MIDDLE).filter("different"::equals).isPresent()) {
      return false;
    }
    // Names that are alike in both parts are not clear, and their level does not say so.
    boolean asSeen = name.equals(level(seen.lines(), Field.NAME));
    boolean dateAsSeen = date.equals(level(seen.lines(), Field.BIRTH_DATE));
    if (!exact && asSeen && dateAsSeen && seen.held().contains("name-or-birth-date")) {
      return false;
    }
    Set<Field> beside = exact ? model.beside() : model.besideSimilar();
    return beside.stream().anyMatch(field -> isEqual(lines, field));
  }

  private static boolean isEqual(List<Line> lines, Field field) {
    return level(lines, field).map(level -> field.level(level) == 0).orElse(false);
  }

  private static Optional<String> level(List<Line> lines, Field field) {
    return lines.stream()
        .filter(line -> line.field().equals(field.word()))
        .map(Line::level)
        .findFirst();
  }
}
