package dev.trestle.identity.model;

import dev.trestle.identity.people.Field;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** Writes a model as {@link LinkModelResource#parse} reads it. */
public final class LinkModelText {
  private static final double LEAST = 1e-12;
  private static final double MOST = 1 - 1e-9;
  private static final int LINE = 10_000;

  private LinkModelText() {}

  /** Its text; {@code parse(of(model))} decides as the model does. */
  public static String of(LinkModel model) {
    Map<String, Object> root = new LinkedHashMap<>();
    if (model.isCounted()) {
      root.put("counted", true);
    }
    root.put("link-from", model.linkFrom());
    root.put("review-from", model.reviewFrom());
    Map<String, Object> automatic = new LinkedHashMap<>();
    automatic.put("from", model.automaticFrom());
    automatic.put("name", model.automaticNames().stream().sorted().toList());
    automatic.put("birth-date", model.automaticDates().stream().sorted().toList());
    automatic.put("beside", words(model.beside()));
    automatic.put("beside-similar-names", words(model.besideSimilar()));
    root.put("automatic", automatic);
    root.put("vetoes", model.vetoes().stream().map(LinkModelText::word).sorted().toList());
    root.put("bits-limit", model.bitsLimit());
    Map<String, Object> holders = new LinkedHashMap<>();
    new TreeMap<>(model.mostHolders()).forEach((field, most) -> holders.put(field.word(), most));
    root.put("most-holders", holders);
    root.put("training", training(model.training()));
    root.put("households", households(model));
    root.put("fields", fields(model));
    if (!model.frequencies().isEmpty()) {
      root.put("frequencies", frequencies(model));
    }
    return new Dump(DumpSettings.builder().setWidth(LINE).build()).dumpToString(root);
  }

  private static List<String> words(Collection<Field> fields) {
    return fields.stream().sorted().map(Field::word).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> training(LinkModel.Training training) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("same", training.same());
    map.put("household", training.household());
    map.put("same-weight", training.sameWeight());
    map.put("household-weight", training.householdWeight());
    map.put("kind-weight", training.kindWeight());
    map.put("other-hits", training.otherHits());
    map.put("people", training.people());
    map.put("rounds", training.rounds());
    map.put("block-size", training.blockSize());
    return map;
  }

  /** All but relatives, who are what {@code h} of the fields says. */
  private static Map<String, Object> households(LinkModel model) {
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (HouseholdKind kind : model.households()) {
      if (!kind.name().equals(HouseholdKind.RELATIVES)) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("share", share(kind.share()));
        for (Field field : Field.values()) {
          map.put(field.word(), allButTheLast(field, kind.of(field)));
        }
        kinds.put(kind.name(), map);
      }
    }
    return kinds;
  }

  /** The last level of each group is what is left: rounding must not make more than one. */
  private static Map<String, Object> allButTheLast(Field field, double[] shares) {
    Map<String, Object> levels = new LinkedHashMap<>();
    for (int level = 0; level + 1 < shares.length; level++) {
      if (field.group(level) == field.group(level + 1)) {
        levels.put(field.levels().get(level), share(shares[level]));
      }
    }
    return levels;
  }

  private static Map<String, Object> fields(LinkModel model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    HouseholdKind relatives = model.households().get(model.households().size() - 1);
    for (Field field : Field.values()) {
      Map<String, Object> levels = new LinkedHashMap<>();
      double[] household = relatives.of(field);
      List<LevelShares> shares = model.of(field);
      for (int level = 0; level < shares.size(); level++) {
        LevelShares one = shares.get(level);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("m", share(one.same()));
        map.put("h", share(household[level]));
        map.put("u", share(one.other()));
        if (one.term() != Term.NONE) {
          map.put("tf", word(one.term()));
          map.put("power", one.power());
        }
        levels.put(field.levels().get(level), map);
      }
      fields.put(field.word(), levels);
    }
    return fields;
  }

  private static Map<String, Object> frequencies(LinkModel model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    new TreeMap<>(model.frequencies())
        .forEach(
            (field, tables) -> {
              Map<String, Object> terms = new LinkedHashMap<>();
              new TreeMap<>(tables)
                  .forEach(
                      (term, table) -> {
                        Map<String, Object> map = new LinkedHashMap<>();
                        map.put("agreement", share(table.agreement()));
                        map.put("rest", share(table.rest()));
                        Map<String, Object> rates = new LinkedHashMap<>();
                        new TreeMap<>(table.rates())
                            .forEach((text, rate) -> rates.put(text, share(rate)));
                        map.put("terms", rates);
                        terms.put(word(term), map);
                      });
              fields.put(field.word(), terms);
            });
    return fields;
  }

  private static double share(double share) {
    return Math.min(MOST, Math.max(LEAST, share));
  }

  /** With other shares and thresholds; all else stays. */
  public static LinkModel with(
      LinkModel model,
      Map<Field, List<LevelShares>> shares,
      List<HouseholdKind> households,
      Map<Field, Map<Term, TermTable>> frequencies,
      boolean isCounted,
      LinkModel.Training training,
      double reviewFrom,
      double automaticFrom) {
    LinkModel changed =
        new LinkModel(
            model.version(),
            shares,
            households,
            model.bitsLimit(),
            training,
            model.linkFrom(),
            reviewFrom,
            automaticFrom,
            model.automaticNames(),
            model.automaticDates(),
            model.beside(),
            model.besideSimilar(),
            model.vetoes(),
            model.mostHolders(),
            frequencies,
            isCounted,
            model.placeholders(),
            model.nicknames());
    return LinkModelResource.parse(of(changed));
  }
}
