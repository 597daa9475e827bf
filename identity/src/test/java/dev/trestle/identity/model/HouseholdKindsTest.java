package dev.trestle.identity.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.people.Field;
import dev.trestle.identity.standard.ModelText;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Kinds of households as data. */
class HouseholdKindsTest {
  private static final String TEXT = ModelText.resource("rules/identity.yaml");
  private static final int EXACT = Field.BIRTH_DATE.level("exact");
  private static final int DIFFERENT = Field.BIRTH_DATE.level("different");

  @Test
  void theKindsOfTheModelAreReadAndRelativesAreWhatIsLeft() {
    LinkModel model = LinkModelResource.standard();
    assertThat(model.households())
        .extracting(HouseholdKind::name)
        .containsExactly("twins", "namesakes", HouseholdKind.RELATIVES);
    assertThat(model.households().stream().mapToDouble(HouseholdKind::share).sum())
        .isCloseTo(1, within(1e-9));
    for (HouseholdKind kind : model.households()) {
      for (Field field : Field.values()) {
        double[] sums = new double[2];
        for (int level = 0; level < field.levels().size(); level++) {
          sums[field.group(level)] += kind.of(field)[level];
        }
        assertThat(sums[0]).as(kind + " " + field).isCloseTo(1, within(0.02));
        if (field == Field.NAME) {
          assertThat(sums[1]).as(kind + " parts").isCloseTo(1, within(0.02));
        }
      }
    }
  }

  @Test
  void whatAKindLeavesOutKeepsItsProportions() {
    LinkModel model = parse("  twins: { share: 0.01, birth-date: { exact: 0.9 } }\n");
    double[] twins = model.households().get(0).of(Field.BIRTH_DATE);
    double[] usual =
        model.of(Field.BIRTH_DATE).stream().mapToDouble(LevelShares::household).toArray();
    assertThat(twins[EXACT]).isEqualTo(0.9);
    assertThat(Arrays.stream(twins).sum()).isCloseTo(1, within(1e-9));
    for (int level = 1; level < twins.length; level++) {
      assertThat(twins[level] / twins[DIFFERENT])
          .isCloseTo(usual[level] / usual[DIFFERENT], within(1e-9));
    }
    assertThat(model.households().get(0).of(Field.PHONE))
        .containsExactly(
            model.of(Field.PHONE).stream().mapToDouble(LevelShares::household).toArray(),
            within(1e-9));
  }

  @Test
  void aModelOfAnOlderReleaseHasOneKind() {
    LinkModel model = LinkModelResource.parse(TEXT.replace("\nhouseholds:", "\nremarks:"));
    assertThat(model.households()).hasSize(1);
    assertThat(model.households().get(0).share()).isEqualTo(1);
    assertThat(model.households().get(0).of(Field.BIRTH_DATE)[EXACT])
        .isCloseTo(model.of(Field.BIRTH_DATE).get(EXACT).household(), within(1e-9));
  }

  @Test
  void whatIsWrongWithAKindIsSaid() {
    refuses("  twins: { share: 1.2 }\n", "households.twins.share");
    refuses("  twins: { share: 0 }\n", "households.twins.share");
    refuses("  twins: { name: { exact: 0.1 } }\n", "households.twins.share");
    refuses("  twins: { share: 0.1, star-sign: { exact: 0.1 } }\n", "unknown field star-sign");
    refuses("  twins: { share: 0.1, sex: { equals: 0.1 } }\n", "sex has no level equals");
    refuses("  twins: { share: 0.1, sex: { equal: 1.5 } }\n", "households.twins.sex");
    refuses(
        "  twins: { share: 0.1, sex: { equal: 0.7, different: 0.6 } }\n", "households.twins.sex");
    refuses("  twins: { share: 0.1, sex: { equal: much } }\n", "households.twins.sex");
  }

  private static void refuses(String households, String complaint) {
    assertThatThrownBy(() -> parse(households))
        .as(households)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  private static LinkModel parse(String households) {
    return LinkModelResource.parse(
        TEXT.replace("\nhouseholds:", "\nhouseholds:\n" + households + "remarks:"));
  }
}
