package dev.trestle.identity.model;

import static dev.trestle.identity.standard.ModelText.map;
import static dev.trestle.identity.standard.ModelText.number;

import dev.trestle.identity.people.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kinds of households of a model. A kind says only where it differs from relatives in
 * general ({@code h}): what it leaves out of a field keeps its proportions.
 */
final class HouseholdKinds {
  private final Map<Field, List<LevelShares>> fields;

  HouseholdKinds(Map<Field, List<LevelShares>> fields) {
    this.fields = fields;
  }

  /**
   * The kinds, relatives in general last; only these where the model has none.
   *
   * @throws IllegalArgumentException what is wrong with them
   */
  List<HouseholdKind> read(@Nullable Object value) {
    List<HouseholdKind> kinds = new ArrayList<>();
    HouseholdKind relatives = kind(HouseholdKind.RELATIVES, 1, Map.of());
    double rest = 1;
    Map<?, ?> texts = value == null ? Map.of() : map(value, "households");
    for (Map.Entry<?, ?> entry : texts.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Map<?, ?> kind = map(entry.getValue(), "households." + name);
      if (name.equals(HouseholdKind.RELATIVES)) {
        relatives = kind(name, 1, kind);
      } else {
        String what = "households." + name + ".share";
        double share = number(kind.get("share"), what);
        rest -= share;
        if (share <= 0 || rest <= 0) {
          throw new IllegalArgumentException(what + " is nothing, or leaves nothing for relatives");
        }
        kinds.add(kind(name, share, kind));
      }
    }
    kinds.add(new HouseholdKind(relatives.name(), rest, relatives.shares()));
    return List.copyOf(kinds);
  }

  private HouseholdKind kind(String name, double share, Map<?, ?> texts) {
    for (Object key : texts.keySet()) {
      if (!key.equals("share") && Arrays.stream(Field.values()).noneMatch(is(key))) {
        throw new IllegalArgumentException("households." + name + " has an unknown field " + key);
      }
    }
    Map<Field, List<Double>> shares = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      Object said = texts.get(field.word());
      String what = "households." + name + "." + field.word();
      shares.put(field, levels(field, said == null ? Map.of() : map(said, what), what));
    }
    return new HouseholdKind(name, share, shares);
  }

  private static Predicate<Field> is(Object word) {
    return field -> field.word().equals(word);
  }

  private List<Double> levels(Field field, Map<?, ?> said, String what) {
    said.keySet().forEach(level -> field.level(String.valueOf(level)));
    List<LevelShares> usual = fields.getOrDefault(field, List.of());
    List<String> names = field.levels();
    double[] given = new double[2];
    double[] left = new double[2];
    for (int level = 0; level < names.size(); level++) {
      Object share = said.get(names.get(level));
      if (share == null) {
        left[field.group(level)] += usual.get(level).household();
      } else {
        given[field.group(level)] += number(share, what);
      }
    }
    if (given[0] > 1 || given[1] > 1 || said.values().stream().anyMatch(one -> !isShare(one))) {
      throw new IllegalArgumentException("the shares of " + what + " are none, or more than 1");
    }
    List<Double> shares = new ArrayList<>();
    for (int level = 0; level < names.size(); level++) {
      int group = field.group(level);
      Object share = said.get(names.get(level));
      shares.add(
          share == null
              ? usual.get(level).household() / left[group] * (1 - given[group])
              : left[group] == 0 ? number(share, what) / given[group] : number(share, what));
    }
    if (shares.stream().anyMatch(share -> share <= 0)) {
      throw new IllegalArgumentException("the shares of " + what + " leave nothing for the rest");
    }
    return shares;
  }

  private static boolean isShare(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() < 1;
  }
}
