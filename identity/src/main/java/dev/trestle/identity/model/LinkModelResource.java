package dev.trestle.identity.model;

import static dev.trestle.identity.standard.ModelText.map;
import static dev.trestle.identity.standard.ModelText.number;
import static dev.trestle.identity.standard.ModelText.texts;

import dev.trestle.identity.people.Field;
import dev.trestle.identity.standard.ModelText;
import dev.trestle.identity.standard.Nicknames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the model of the linking. */
public final class LinkModelResource {
  /** Shares of a group of levels add up to one, give or take what is rounded. */
  private static final double SUM_TOLERANCE = 0.02;

  /** Where a model does not say. */
  private static final Set<Field> BESIDE =
      Set.of(Field.SSN, Field.IDENTIFIER, Field.EMAIL, Field.ADDRESS, Field.PHONE);

  private static final Set<Field> BESIDE_SIMILAR = Set.of(Field.SSN, Field.IDENTIFIER);

  private LinkModelResource() {}

  /** The model that comes with Trestle. */
  public static LinkModel standard() {
    return parse(ModelText.resource("rules/identity.yaml"));
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  public static LinkModel parse(String yaml) {
    Map<?, ?> root = ModelText.root(yaml);
    Map<?, ?> automatic = map(root.get("automatic"), "automatic");
    String placeholders = ModelText.resource("placeholders.yaml");
    String nicknames = ModelText.resource("nicknames.txt");
    boolean isCounted = Boolean.TRUE.equals(root.get("counted"));
    Map<Field, List<LevelShares>> shares = shares(map(root.get("fields"), "fields"), isCounted);
    return new LinkModel(
        ModelText.version(yaml + placeholders + nicknames),
        shares,
        new HouseholdKinds(shares).read(root.get("households")),
        number(root.get("bits-limit"), "bits-limit"),
        training(map(root.get("training"), "training")),
        probability(root.get("link-from"), "link-from"),
        probability(root.get("review-from"), "review-from"),
        probability(automatic.get("from"), "automatic.from"),
        levels(Field.NAME, automatic.get("name")),
        levels(Field.BIRTH_DATE, automatic.get("birth-date")),
        fields(automatic.get("beside"), BESIDE),
        fields(automatic.get("beside-similar-names"), BESIDE_SIMILAR),
        texts(root.get("vetoes"), "vetoes").stream()
            .map(LinkModelResource::veto)
            .collect(Collectors.toSet()),
        holders(map(root.get("most-holders"), "most-holders")),
        root.get("frequencies") == null
            ? Map.of()
            : frequencies(map(root.get("frequencies"), "frequencies")),
        isCounted,
        ModelText.placeholders(placeholders),
        new Nicknames(nicknames));
  }

  private static LinkModel.Training training(Map<?, ?> training) {
    return new LinkModel.Training(
        number(training.get("same"), "training.same"),
        number(training.get("household"), "training.household"),
        number(training.get("same-weight"), "training.same-weight"),
        number(training.get("household-weight"), "training.household-weight"),
        number(
            training.get("kind-weight") == null
                ? training.get("household-weight")
                : training.get("kind-weight"),
            "training.kind-weight"),
        number(training.get("other-hits"), "training.other-hits"),
        number(training.get("people"), "training.people"),
        (int) number(training.get("rounds"), "training.rounds"),
        (int) number(training.get("block-size"), "training.block-size"));
  }

  private static double probability(@Nullable Object value, String what) {
    double probability = number(value, what);
    if (probability <= 0 || probability >= 1) {
      throw new IllegalArgumentException(what + " is a probability between 0 and 1");
    }
    return probability;
  }

  private static Set<String> levels(Field field, @Nullable Object value) {
    List<String> names = texts(value, "automatic." + field.word());
    names.forEach(field::level);
    return Set.copyOf(names);
  }

  private static LinkModel.Veto veto(String text) {
    return Arrays.stream(LinkModel.Veto.values())
        .filter(veto -> word(veto).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the model has an unknown veto "
                        + text
                        + "; there are "
                        + Arrays.stream(LinkModel.Veto.values())
                            .map(LinkModelResource::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Field field(Object name) {
    return Arrays.stream(Field.values())
        .filter(field -> field.word().equals(String.valueOf(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the model has an unknown field " + name));
  }

  private static Set<Field> fields(@Nullable Object value, Set<Field> otherwise) {
    return value == null
        ? otherwise
        : texts(value, "fields").stream().map(LinkModelResource::field).collect(Collectors.toSet());
  }

  private static Map<Field, Integer> holders(Map<?, ?> texts) {
    Map<Field, Integer> holders = new EnumMap<>(Field.class);
    texts.forEach((name, most) -> holders.put(field(name), (int) number(most, "most-holders")));
    return holders;
  }

  private static Map<Field, Map<Term, TermTable>> frequencies(Map<?, ?> texts) {
    Map<Field, Map<Term, TermTable>> fields = new EnumMap<>(Field.class);
    texts.forEach(
        (name, ofField) -> {
          Map<Term, TermTable> tables = new EnumMap<>(Term.class);
          map(ofField, "frequencies." + name)
              .forEach(
                  (term, table) -> {
                    String what = "frequencies." + name + "." + term;
                    tables.put(term(term), table(map(table, what), what));
                  });
          fields.put(field(name), tables);
        });
    return fields;
  }

  private static TermTable table(Map<?, ?> table, String what) {
    Map<String, Double> rates = new HashMap<>();
    map(table.get("terms"), what + ".terms")
        .forEach((text, rate) -> rates.put(String.valueOf(text), probability(rate, what)));
    return new TermTable(
        probability(table.get("agreement"), what + ".agreement"),
        probability(table.get("rest"), what + ".rest"),
        rates);
  }

  private static Term term(Object name) {
    return Arrays.stream(Term.values())
        .filter(term -> word(term).equals(String.valueOf(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the model has an unknown term " + name));
  }

  private static Map<Field, List<LevelShares>> shares(Map<?, ?> fields, boolean isCounted) {
    fields.keySet().forEach(LinkModelResource::field);
    Map<Field, List<LevelShares>> shares = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      Map<?, ?> levels = map(fields.get(field.word()), "fields." + field.word());
      levels.keySet().forEach(name -> field.level(String.valueOf(name)));
      List<LevelShares> ofField = new ArrayList<>();
      double[][] sums = new double[2][3];
      for (int level = 0; level < field.levels().size(); level++) {
        String what = field.word() + "." + field.levels().get(level);
        LevelShares one = share(map(levels.get(field.levels().get(level)), what), what);
        double[] sum = sums[field.group(level)];
        sum[0] += one.same();
        sum[1] += one.household();
        sum[2] += one.other();
        ofField.add(one);
      }
      check(field, sums, isCounted);
      shares.put(field, List.copyOf(ofField));
    }
    return shares;
  }

  private static void check(Field field, double[][] sums, boolean isCounted) {
    int groups = field.group(field.levels().size() - 1) + 1;
    for (int group = 0; group < groups; group++) {
      double[] checked = isCounted ? new double[] {sums[group][1]} : sums[group];
      for (double sum : checked) {
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
          throw new IllegalArgumentException(
              "the shares of " + field.word() + " add up to " + sum + " and not to 1");
        }
      }
    }
  }

  private static LevelShares share(Map<?, ?> level, String what) {
    Term counted = Term.NONE;
    double power = 0;
    if (level.get("tf") != null) {
      counted = term(level.get("tf"));
      power = level.get("power") == null ? 1 : number(level.get("power"), what);
    }
    return new LevelShares(
        probability(level.get("m"), what + ".m"),
        probability(level.get("h"), what + ".h"),
        probability(level.get("u"), what + ".u"),
        counted,
        power);
  }
}
