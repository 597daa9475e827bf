package dev.trestle.identity.score;

import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.Term;
import dev.trestle.identity.model.TermTable;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.Part;
import dev.trestle.identity.people.People;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.standard.BirthDates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How frequent names, dates, streets and other terms are, counted by people and not by records:
 * whoever is known ten times holds a name once.
 */
public final class Frequencies {
  private static final int[] EACH_VALUE = {};

  private final People people;
  private final Holders holders;
  private final double weight;
  private final @Nullable TermCounts[][] byLevel;
  private final Map<String, TermCounts> known = new HashMap<>();

  /**
   * @param holders counts them
   */
  public Frequencies(People people, LinkModel model, Holders holders) {
    this.people = people;
    this.holders = holders;
    this.weight = model.training().people();
    this.byLevel = new TermCounts[people.fieldCount()][];
    for (int field = 0; field < byLevel.length; field++) {
      List<LevelShares> levels = model.of(people.field(field));
      byLevel[field] = new TermCounts[levels.size()];
      for (int level = 0; level < levels.size(); level++) {
        if (levels.get(level).term() != Term.NONE) {
          byLevel[field][level] = counts(field, level, levels);
        }
      }
    }
  }

  private Frequencies(PeopleTable table, LinkModel model) {
    this.people = table;
    this.holders = new MemberHolders(table, new int[0][]);
    this.weight = 0;
    this.byLevel = new TermCounts[table.fieldCount()][];
    for (int field = 0; field < byLevel.length; field++) {
      List<LevelShares> levels = model.of(table.field(field));
      byLevel[field] = new TermCounts[table.field(field).levels().size()];
      for (int level = 0; level < levels.size(); level++) {
        Term term = levels.get(level).term();
        int at = field;
        byLevel[field][level] =
            model
                .frequency(table.field(field), term)
                .map(counted -> known(table, at, term, counted))
                .orElse(null);
      }
    }
  }

  /**
   * Of people of whom too few are in the table to count: what the model says of their terms, and
   * where it says nothing each level says the same whatever the value.
   */
  public static Frequencies ofModel(PeopleTable table, LinkModel model) {
    return new Frequencies(table, model);
  }

  private TermCounts known(PeopleTable table, int field, Term term, TermTable counted) {
    String key = field + "." + term;
    TermCounts counts = known.get(key);
    if (counts == null) {
      double[] rates = new double[table.distinct(field) + 1];
      for (int value = 1; value < rates.length; value++) {
        rates[value] = Math.log(counted.rate(text(table, field, term, value)));
      }
      counts = TermCounts.known(rates, counted.agreement());
      known.put(key, counts);
    }
    return counts;
  }

  /** A term as a model lists it. */
  private static String text(PeopleTable table, int field, Term term, int value) {
    return switch (term) {
      case FAMILY -> table.name(value).family();
      case GIVEN -> table.name(value).given();
      case STREET -> table.place(value).street();
      case ZIP -> table.place(value).zip();
      case CITY -> table.place(value).city();
      case NONE -> "";
      case VALUE ->
          table.field(field) == Field.NAME
              ? table.name(value).family() + "+" + table.name(value).given()
              : table.text(field, value);
    };
  }

  /**
   * What a model keeps of the terms of a level.
   *
   * @param least how many people hold a term at least that is listed
   * @param most how many terms are listed at most, the most frequent ones
   */
  public TermTable terms(
      PeopleTable table, int field, int level, Term term, int least, int most, double hits) {
    TermCounts counts = Objects.requireNonNull(byLevel[field][level]);
    Map<Integer, Integer> values = new HashMap<>();
    for (int value = table.distinct(field); value > 0; value--) {
      values.put(counts.term(value), value);
    }
    values.remove(0);
    List<Integer> listed =
        values.keySet().stream()
            .filter(one -> counts.holders(one) >= least)
            .sorted(
                Comparator.<Integer>comparingInt(one -> -counts.holders(one))
                    .thenComparing(one -> text(table, field, term, values.getOrDefault(one, 0))))
            .limit(most)
            .toList();
    Map<String, Double> rates = new HashMap<>();
    for (Integer one : listed) {
      int value = values.getOrDefault(one, 0);
      rates.merge(text(table, field, term, value), Math.exp(counts.rate(value)), Double::sum);
    }
    double held = 0;
    double together = 0;
    for (Map.Entry<Integer, Integer> entry : values.entrySet()) {
      if (!rates.containsKey(text(table, field, term, entry.getValue()))) {
        held += counts.holders(entry.getKey());
        together += counts.holders(entry.getKey()) * Math.exp(counts.rate(entry.getValue()));
      }
    }
    double agreement = counts.agreement(hits);
    return new TermTable(agreement, held == 0 ? agreement : together / held, rates);
  }

  /** The counts of the terms of a level, or null when it has none. */
  @Nullable TermCounts of(int field, int level) {
    return byLevel[field][level];
  }

  /**
   * Share of pairs of strangers who agree on the term of a level, in closed form.
   *
   * @param hits how many hits the published share is worth
   */
  public double agreement(int field, int level, double hits) {
    TermCounts counts = byLevel[field][level];
    return counts == null ? 0 : counts.agreement(hits);
  }

  /**
   * Share of pairs of strangers who agree, by pairs that were drawn.
   *
   * @param once part of them that were drawn for the first time
   */
  public static double agreement(
      double seen, double pairs, double published, double hits, double once) {
    return TermCounts.agreement(seen, pairs, published, hits, once);
  }

  /** Values that more than so many different people hold. */
  public BitSet heldByMany(int field, int most) {
    int[] counts = holders.of(field, EACH_VALUE, people.distinct(field));
    BitSet many = new BitSet();
    for (int value = 1; value < counts.length; value++) {
      if (counts[value] > most) {
        many.set(value);
      }
    }
    return many;
  }

  private TermCounts counts(int field, int level, List<LevelShares> levels) {
    Term term = levels.get(level).term();
    boolean dates = people.field(field) == Field.BIRTH_DATE;
    String key = field + "." + term + (dates ? "." + level : "");
    TermCounts counts = known.get(key);
    if (counts == null) {
      int[] terms = dates ? dates(field, level == 1) : terms(term);
      int most = terms.length == 0 ? people.distinct(field) : Arrays.stream(terms).max().orElse(0);
      counts =
          TermCounts.of(
              terms,
              holders.of(field, terms, most),
              holders.people(field),
              levels.get(level).other(),
              weight);
      known.put(key, counts);
    }
    return counts;
  }

  private int[] terms(Term term) {
    return switch (term) {
      case FAMILY -> people.parts(Part.FAMILY);
      case GIVEN -> people.parts(Part.GIVEN);
      case STREET -> people.parts(Part.STREET);
      case ZIP -> people.parts(Part.ZIP);
      case CITY -> people.parts(Part.CITY);
      case NONE, VALUE -> EACH_VALUE;
    };
  }

  /** First days of January are counted apart: many of them are estimates. */
  private int[] dates(int field, boolean estimated) {
    int[] terms = new int[people.distinct(field) + 1];
    for (int value = 1; value < terms.length; value++) {
      terms[value] = BirthDates.isEstimated(people.date(value)) == estimated ? value : 0;
    }
    return terms;
  }

  /** As many people as records: nobody is known to be anybody. */
  public static int[][] strangers(int records) {
    List<int[]> members = new ArrayList<>(records);
    for (int record = 0; record < records; record++) {
      members.add(new int[] {record});
    }
    return members.toArray(int[][]::new);
  }
}
