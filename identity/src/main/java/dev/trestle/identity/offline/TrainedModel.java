package dev.trestle.identity.offline;

import dev.trestle.identity.model.HouseholdKind;
import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelText;
import dev.trestle.identity.model.Term;
import dev.trestle.identity.model.TermTable;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a model of what a linking has learned: shares, priors and how frequent names and places
 * are. Of terms only those are kept that many hold, so that no model tells of anybody.
 */
public final class TrainedModel {
  /** People who hold a term at least that is listed. */
  private static final int LEAST_HOLDERS = 10;

  private static final int MOST_TERMS = 5_000;

  /** Whose terms are listed: numbers, telephones and dates are somebody's own. */
  private static final Set<Field> LISTED =
      Set.of(Field.NAME, Field.MIDDLE, Field.MOTHER, Field.ADDRESS);

  private TrainedModel() {}

  /**
   * The model.
   *
   * @param base it was trained from
   * @param linked people in memory
   * @param reviewFrom probability from which somebody looks at a pair
   * @param automaticFrom probability from which a pair needs nobody
   */
  public static LinkModel of(
      LinkModel base, Linked linked, double reviewFrom, double automaticFrom) {
    Shares shares = linked.scorer().shares();
    LinkModel.Training training = base.training();
    return LinkModelText.with(
        base,
        levels(base, shares),
        kinds(base, shares),
        frequencies(base, (PeopleTable) linked.table(), linked.scorer()),
        true,
        new LinkModel.Training(
            shares.priorSame(),
            shares.priorHousehold(),
            training.sameWeight(),
            training.householdWeight(),
            training.kindWeight(),
            training.otherHits(),
            training.people(),
            training.rounds(),
            training.blockSize()),
        reviewFrom,
        automaticFrom);
  }

  private static Map<Field, List<LevelShares>> levels(LinkModel base, Shares shares) {
    Map<Field, List<LevelShares>> fields = new EnumMap<>(base.shares());
    double[][] relatives = shares.households()[shares.households().length - 1];
    for (Field field : Field.values()) {
      if (field.index() >= shares.same().length) {
        continue; // further text columns, of which the index has none
      }
      List<LevelShares> levels = new ArrayList<>();
      for (int level = 0; level < field.levels().size(); level++) {
        LevelShares before = base.of(field).get(level);
        levels.add(
            new LevelShares(
                shares.same()[field.index()][level],
                relatives[field.index()][level],
                shares.other()[field.index()][level],
                before.term(),
                before.power()));
      }
      fields.put(field, List.copyOf(levels));
    }
    return fields;
  }

  private static List<HouseholdKind> kinds(LinkModel base, Shares shares) {
    List<HouseholdKind> kinds = new ArrayList<>();
    for (int kind = 0; kind < base.households().size(); kind++) {
      HouseholdKind before = base.households().get(kind);
      Map<Field, List<Double>> levels = new EnumMap<>(before.shares());
      for (Field field : Field.values()) {
        if (field.index() < shares.same().length) {
          levels.put(
              field, Arrays.stream(shares.households()[kind][field.index()]).boxed().toList());
        }
      }
      double share = shares.priorHouseholds()[kind] / shares.priorHousehold();
      kinds.add(new HouseholdKind(before.name(), share, levels));
    }
    return List.copyOf(kinds);
  }

  private static Map<Field, Map<Term, TermTable>> frequencies(
      LinkModel base, PeopleTable table, Scorer scorer) {
    Map<Field, Map<Term, TermTable>> fields = new EnumMap<>(Field.class);
    for (Field field : LISTED) {
      Map<Term, TermTable> tables = new EnumMap<>(Term.class);
      List<LevelShares> levels = base.of(field);
      for (int level = 0; level < levels.size(); level++) {
        Term term = levels.get(level).term();
        if (term != Term.NONE && !tables.containsKey(term) && table.distinct(field.index()) > 0) {
          tables.put(
              term,
              scorer
                  .frequencies()
                  .terms(
                      table,
                      field.index(),
                      level,
                      term,
                      LEAST_HOLDERS,
                      MOST_TERMS,
                      base.training().otherHits()));
        }
      }
      if (!tables.isEmpty()) {
        fields.put(field, tables);
      }
    }
    return fields;
  }
}
