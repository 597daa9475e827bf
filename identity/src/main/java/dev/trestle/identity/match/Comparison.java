package dev.trestle.identity.match;

import dev.trestle.identity.match.Assessment.Line;
import dev.trestle.identity.match.Matcher.Found;
import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.match.Matcher.Verdict;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModel.Veto;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.Standardiser;
import dev.trestle.identity.score.Comparer;
import dev.trestle.identity.score.Frequencies;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares records with each other by the model. What it says of two is a function of these two:
 * neither of the others in the table, nor of the order. How frequent a name is the model says, if
 * somebody trained it; nothing is counted here, so that a later record changes no earlier answer.
 * For one thread.
 */
public final class Comparison {
  /**
   * Pairs from here on are kept, so that a decision can name who came nearest and was not taken.
   * Nothing else goes by it.
   */
  public static final double KEPT_FROM = 0.1;

  static final String SEX_AND_GIVEN = "sex-and-given-name-conflict";

  private final LinkModel model;
  private final PeopleTable table;
  private final Scorer scorer;
  private final Pairing pairing;
  private final Map<Long, Integer> places = new HashMap<>();
  private final Map<Long, Subject> subjects = new HashMap<>();

  Comparison(LinkModel model, Standardiser standardiser, Collection<Opened> records) {
    this.model = model;
    PeopleEncoder encoder = new PeopleEncoder(standardiser, List.of());
    for (Opened record : records) {
      if (subjects.put(record.rid(), record.subject()) == null) {
        encoder.add(Long.toString(record.rid()), record.subject().traits());
      }
    }
    this.table = encoder.finish();
    for (int place = 0; place < table.size(); place++) {
      places.put(Long.valueOf(table.id(place)), place);
    }
    List<BitSet> generic = Collections.nCopies(table.fieldCount(), new BitSet());
    this.scorer =
        new Scorer(
            table,
            model,
            new Comparer(table, model.nicknames(), generic),
            Shares.published(model, table),
            Frequencies.ofModel(table, model));
    this.pairing = scorer.pairing();
  }

  /** What two records of the table come to; empty when they are not near enough to be kept. */
  public Optional<Found> compare(long first, long second) {
    return compare(first, second, Math.min(KEPT_FROM, model.linkFrom()));
  }

  /**
   * The same of what decisions go by; empty when the two are one person with less than a
   * probability and share no identifier.
   */
  public Optional<Found> compare(long first, long second, double least) {
    Subject a = subject(first);
    Subject b = subject(second);
    if (!a.comparesWith(b)) {
      return Optional.empty();
    }
    var verdict = scorer.score(place(first), place(second), pairing);
    boolean shared = sharesIdentifier(a, b);
    if (!shared && verdict.same() < least) {
      return Optional.empty();
    }
    Assessment assessment = assessment(verdict, a, b);
    boolean conflict = !assessment.vetoes().isEmpty() || isOneHealthSystem(a, b);
    return Optional.of(new Found(verdict(assessment, shared), assessment, conflict));
  }

  /** The evidence of two records of the table, however little; empty when they do not compare. */
  public Optional<Assessment> assess(long first, long second) {
    return assess(first, second, 0);
  }

  /**
   * The evidence of two records of the table; empty when they do not compare, or are one person
   * with less than a probability.
   */
  public Optional<Assessment> assess(long first, long second, double least) {
    Subject a = subject(first);
    Subject b = subject(second);
    if (!a.comparesWith(b)) {
      return Optional.empty();
    }
    var verdict = scorer.score(place(first), place(second), pairing);
    return verdict.same() < least ? Optional.empty() : Optional.of(assessment(verdict, a, b));
  }

  /** Share of all pairs that are two people of one household, of whatever kind. */
  double priorHousehold() {
    return Arrays.stream(scorer.shares().priorHouseholds()).sum();
  }

  private Subject subject(long rid) {
    Subject subject = subjects.get(rid);
    if (subject == null) {
      throw new IllegalArgumentException("the table does not have the record");
    }
    return subject;
  }

  private int place(long rid) {
    Integer place = places.get(rid);
    if (place == null) {
      throw new IllegalArgumentException("the table does not have the record");
    }
    return place;
  }

  private Verdict verdict(Assessment assessment, boolean shared) {
    if (shared) {
      return assessment.vetoes().isEmpty() ? Verdict.LINK : Verdict.DOUBTFUL_LINK;
    }
    if (assessment.isAutomatic()) {
      return Verdict.AUTOMATIC;
    }
    return assessment.posterior() >= model.reviewFrom() ? Verdict.REVIEW : Verdict.NEAR;
  }

  /** Whether both have one identifier of a shared authority, and come from two health systems. */
  private static boolean sharesIdentifier(Subject a, Subject b) {
    return !Collections.disjoint(a.shared(), b.shared())
        && !a.healthSystems().isEmpty()
        && !b.healthSystems().isEmpty()
        && Collections.disjoint(a.healthSystems(), b.healthSystems());
  }

  /** Or of none that is known: what one registration desk keeps as two, it alone makes one. */
  private static boolean isOneHealthSystem(Subject a, Subject b) {
    return a.healthSystems().isEmpty()
        || b.healthSystems().isEmpty()
        || !Collections.disjoint(a.healthSystems(), b.healthSystems());
  }

  private Assessment assessment(dev.trestle.identity.score.Verdict verdict, Subject a, Subject b) {
    int kind = scorer.likeliestHousehold(pairing);
    List<Line> lines = new ArrayList<>();
    for (int field = 0; field < table.fieldCount(); field++) {
      int level = pairing.level(field);
      if (level != Pairing.NOTHING) {
        lines.add(
            new Line(
                table.fieldName(field),
                table.field(field).levels().get(level),
                scorer.bits(field, pairing),
                scorer.householdBits(kind, field, pairing)));
      }
    }
    List<String> vetoes = scorer.vetoes(pairing).stream().map(Comparison::word).toList();
    return new Assessment(
        verdict.same(),
        verdict.household(),
        lines,
        vetoes,
        model.version(),
        scorer.shares().priorSame(),
        scorer.priorAsIf(kind, pairing),
        held(verdict.same(), a, b));
  }

  private static String word(Veto veto) {
    return switch (veto) {
      case SUFFIX -> "suffix-conflict";
      case SSN -> "two-social-security-numbers";
      case SEX_AND_GIVEN -> SEX_AND_GIVEN;
    };
  }

  /** What keeps two records from being linked by themselves, besides vetoes. */
  private List<String> held(double same, Subject a, Subject b) {
    List<String> held = new ArrayList<>();
    if (same < model.automaticFrom()) {
      held.add("not-sure-enough");
    }
    if (!scorer.isClear(pairing)) {
      held.add("name-or-birth-date");
    } else if (!hasBeside()) {
      held.add("nothing-besides");
    }
    if (isOneHealthSystem(a, b)) {
      held.add(Assessment.ONE_HEALTH_SYSTEM);
    }
    return held;
  }

  private boolean hasBeside() {
    var wanted = pairing.level(Field.NAME.index()) == 0 ? model.beside() : model.besideSimilar();
    for (Field field : wanted) {
      if (field.index() < table.fieldCount() && pairing.level(field.index()) == 0) {
        return true;
      }
    }
    return false;
  }
}
