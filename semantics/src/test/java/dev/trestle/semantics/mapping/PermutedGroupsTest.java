package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Order groups in whichever order: the same resources, each with its own values (quirk 25). */
class PermutedGroupsTest {
  private static final String PID = "PID|||123^^^MERCY^MR||DOE^JANE";
  private static final int ROUNDS = 60;

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void ordersOfALaboratory() {
    check(
        "OML^O21",
        i ->
            List.of(
                "ORC|NW|P" + i + "^CPOE",
                "TQ1|1||||||2026010" + (i + 1),
                "OBR|1|P" + i + "^CPOE||C" + i + "^Code " + i + "^L",
                "NTE|1||note " + i,
                "DG1|1||D" + i + "^Diagnosis " + i + "^L",
                "OBX|1|ST|Q" + i + "^Question " + i + "^L||answer " + i,
                "NTE|1||about answer " + i,
                "SPM|1|S" + i + "||SERUM^Serum " + i + "^L"));
  }

  @Test
  void ordersWithoutOrc() {
    check(
        "ORU^R01",
        i ->
            List.of(
                "OBR|1||F" + i + "|C" + i + "^Code " + i + "^L|||||||||||||||||||||F",
                "NTE|1||note " + i,
                "OBX|1|NM|K^K^L||" + i + "||||||F"));
  }

  @Test
  void medications() {
    check(
        "RDE^O11",
        i ->
            List.of(
                "ORC|NW|P" + i + "^CPOE|F" + i + "^PHARM",
                "RXE||M" + i + "^Medication " + i + "^L|" + (i + 1) + "||mg",
                "TQ1|1||Q" + (i + 1) + "H",
                "RXR|R" + i + "^Route " + i + "^L",
                "RXC|A|K" + i + "^Component " + i + "^L|" + (i + 1) + "|mg",
                "NTE|1||note " + i));
  }

  @Test
  void doses() {
    check(
        "VXU^V04",
        i ->
            List.of(
                "ORC|RE||F" + i,
                "RXA|0|1|2026010" + (i + 1) + "||V" + i + "^Vaccine " + i + "^CVX|0.5|mL",
                "RXR|R" + i + "^Route " + i + "^L",
                "OBX|1|CE|64994-7^Eligibility^LN|1|E" + i + "^Eligibility " + i + "^L||||||F",
                "OBX|2|CE|31044-1^Reaction^LN|2|X" + i + "^Reaction " + i + "^L||||||F"));
  }

  private void check(String type, IntFunction<List<String>> group) {
    List<List<String>> groups = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      groups.add(group.apply(i));
    }
    Set<String> expected = resources(type, groups);
    assertThat(expected).hasSizeGreaterThan(5);
    long seed = 20260302L;
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Collections.shuffle(groups, random);
      assertThat(resources(type, groups)).as("seed %s, round %s", seed, i).isEqualTo(expected);
    }
  }

  private Set<String> resources(String type, List<List<String>> groups) {
    List<String> segments = new ArrayList<>();
    segments.add("MSH|^~\\&|A|MERCY|||20260105||" + type + "|1|P|2.5.1");
    segments.add(PID);
    groups.forEach(segments::addAll);
    Translation translation =
        translator.translate(Feeds.message(segments.toArray(String[]::new)), Feeds.LAB, Feeds.SITE);
    assertThat(translation.accounting().closes()).isTrue();
    Set<String> resources = new TreeSet<>();
    for (JsonNode entry : BundleRenderer.bundle(translation, Feeds::id).path("entry")) {
      resources.add(entry.toString());
    }
    return resources;
  }
}
