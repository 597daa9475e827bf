package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.fixed.FixedCoding;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is found sure without rendering it has no findings. More of them with {@code
 * -Dtrestle.mutants=100000}, others with {@code -Dtrestle.seed=1}.
 */
class SureTranslationTest {
  private static final int MUTANTS = Integer.getInteger("trestle.mutants", 30_000);
  private static final long SEED = Long.getLong("trestle.seed", 20_261_128L);

  private static final String VISIT = "status='planned' class={'code':'IMP'} ";

  @Test
  void whatIsBrokenIsToldAsIfEveryResourceHadBeenRendered() throws IOException {
    List<ObjectNode> resources = RandomSlots.corpus();
    Random random = new Random(SEED);
    int right = 0;
    int sure = 0;
    for (int i = 0; i < MUTANTS; i++) {
      ObjectNode resource = resources.get(random.nextInt(resources.size())).deepCopy();
      for (int broken = random.nextInt(3); broken > 0 && resource.size() > 1; broken--) {
        Mutations.breakOnce(resource, random);
      }
      Translation translation = RandomSlots.said(resource, resources, random);
      List<Finding> plain = TranslationCheck.findings(translation, RandomSlots.every(translation));
      assertThat(TranslationCheck.findings(translation))
          .as("seed %d, number %d", SEED, i)
          .isEqualTo(plain);
      right += plain.isEmpty() ? 1 : 0;
      sure += isSure(translation) ? 1 : 0;
    }
    // Else this would show nothing.
    assertThat(right).isBetween(MUTANTS / 10, MUTANTS * 9 / 10);
    assertThat(sure).isGreaterThan(MUTANTS / 20);
  }

  /** Right in one element says nothing of another, and wrong in one neither. */
  @Test
  void whatIsSharedIsLookedAtForEachElement() throws IOException {
    List<ObjectNode> resources = RandomSlots.corpus();
    Random random = new Random(SEED + 1);
    Map<JsonNode, FixedCoding> known = new HashMap<>();
    int right = 0;
    int shared = 0;
    for (int i = 0; i < MUTANTS / 3; i++) {
      ObjectNode resource = resources.get(random.nextInt(resources.size())).deepCopy();
      if (random.nextBoolean()) {
        Mutations.breakOnce(resource, random);
      }
      swap(resource, known, random);
      Translation translation = RandomSlots.said((ObjectNode) sharing(resource, known), s -> s);
      List<Finding> plain = TranslationCheck.findings(translation, RandomSlots.every(translation));
      assertThat(TranslationCheck.findings(translation))
          .as("seed %d, number %d", SEED + 1, i)
          .isEqualTo(plain);
      right += plain.isEmpty() ? 1 : 0;
      shared += known.size();
    }
    assertThat(right).isBetween(MUTANTS / 30, MUTANTS * 9 / 30);
    assertThat(shared).isGreaterThan(MUTANTS);
  }

  /** Puts a coding of another resource in the place of one of this one, now and then. */
  private static void swap(JsonNode node, Map<JsonNode, FixedCoding> known, Random random) {
    if (node.isObject() && isCoding(node) && !known.isEmpty() && random.nextBoolean()) {
      List<JsonNode> others = List.copyOf(known.keySet());
      ObjectNode coding = (ObjectNode) node;
      coding.removeAll().setAll((ObjectNode) others.get(random.nextInt(others.size())));
    }
    node.forEach(child -> swap(child, known, random));
  }

  private static boolean isCoding(JsonNode node) {
    return node.path("code").isString()
        && node.path("system").isString()
        && node.size() == (node.path("display").isString() ? 3 : 2);
  }

  /** The same tree with each coding once. */
  private static JsonNode sharing(JsonNode node, Map<JsonNode, FixedCoding> known) {
    if (node instanceof ObjectNode object) {
      if (isCoding(object)) {
        return known.computeIfAbsent(
            object.deepCopy(),
            coding ->
                FixedCoding.of(
                    coding.get("system").stringValue(),
                    coding.get("code").stringValue(),
                    coding.path("display").asString("")));
      }
      object.properties().forEach(each -> each.setValue(sharing(each.getValue(), known)));
      JsonNode first = object.path("coding").path(0);
      return object.size() == 1 && object.path("coding").size() == 1
          ? first instanceof FixedCoding coding ? coding.concept() : object
          : object;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, sharing(array.get(i), known));
      }
    }
    return node;
  }

  @Test
  void mostOfWhatMessagesBecomeIsSure() throws IOException {
    List<ObjectNode> resources = RandomSlots.corpus();
    long sure =
        resources.stream().filter(each -> isSure(RandomSlots.said(each, slot -> slot))).count();
    assertThat(sure).isGreaterThan(resources.size() * 95L / 100);
  }

  /** What each slot says is right; what is shown of them together is not. */
  @Test
  void whatTakesThePlaceOfAnotherIsNoticed() {
    String vaccine = "patient={'reference':'key:1'} status='completed' vaccineCode={'text':'MMR'} ";
    String date = "occurrence[x]={'occurrenceDateTime':'2026'}";
    String other = "occurrence[x]={'recorded':'2026'}";
    List.of(
            List.of("Immunization", vaccine + date, other),
            List.of("Immunization", vaccine + other, "-" + date),
            List.of("Immunization", vaccine + date, "status=null"),
            List.of("Immunization", vaccine + date, "occurrence[x]=null"),
            List.of("Encounter", VISIT + "period={'start':'2026'}", "period.end='2025'"),
            List.of("Encounter", VISIT + "period.end='2025'", "period={'start':'2026'}"),
            List.of("Encounter", VISIT + "period.start='2026'", "period.end='2025'"),
            List.of(
                "Encounter", VISIT + "period.start='2026' period.end='2025'", "-period.end='2027'"))
        .forEach(
            told -> {
              Translation translation = RandomSlots.of(told.get(0), told.get(1), told.get(2));
              assertThat(TranslationCheck.findings(translation)).as("%s", told).hasSize(1);
            });
  }

  /** As long as a name that there is, and with its ends. */
  @Test
  void whatLooksLikeAnElementIsNone() {
    for (String path : List.of("nabe", "nabe[PID-5]", "nabe.text", "nabe[x]")) {
      Translation translation = RandomSlots.of("Patient", path + "=[{'family':'Roe'}]", "id='a'");
      assertThat(isSure(translation)).as(path).isFalse();
    }
    Translation known =
        RandomSlots.of("Patient", "name[PID-5]=[{'family':'Roe'}]", "name[PID-9]=[{'text':'R'}]");
    assertThat(isSure(known)).isTrue();
  }

  /** Codes and rules that an element asks for beside what its type asks. */
  @Test
  void whatAnElementAsksBesideItsTypeIsAsked() {
    String range = "status='final' code={'text':'c'} referenceRange[a]=[{'low':{'value':1CODE}}]";
    assertThat(isSure(observation(range.replace("CODE", "")))).isTrue();
    assertThat(isSure(observation(range.replace("CODE", ",'comparator':'<'")))).isFalse();
    String allergy =
        "patient={'reference':'key:1'} clinicalStatus={'coding':[{'system':'S','code':'C'}]}";
    String system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    assertThat(isSure(allergy(allergy.replace("'S'", "'" + system + "'"), "active"))).isTrue();
    assertThat(isSure(allergy(allergy.replace("'S'", "'" + system + "'"), "horse"))).isFalse();
    String subject = "status='final' code={'text':'c'} subject={'reference':'key:N','display':'d'}";
    assertThat(isSure(observation(subject.replace("N", "1")))).isTrue();
    assertThat(isSure(observation(subject.replace("N", "3")))).isFalse();
    assertThat(isSure(observation("status='final' code={'text':''}"))).isFalse();
  }

  private static Translation observation(String slots) {
    return RandomSlots.of("Observation", slots, "language='en'");
  }

  private static Translation allergy(String slots, String code) {
    return RandomSlots.of(
        "AllergyIntolerance", slots.replace("'C'", "'" + code + "'"), "type='allergy'");
  }

  /** A part that is taken back may take another with it. */
  @Test
  void whatIsTakenBackInPartIsNotSure() {
    assertThat(
            isSure(RandomSlots.of("Encounter", VISIT + "period.start='2025'", "period.start=null")))
        .isFalse();
  }

  @Test
  void whatTakesThePlaceOfAnotherAndIsRightIsSure() {
    for (Translation each :
        List.of(
            RandomSlots.of("Encounter", VISIT + "period.start='2025'", "period.end='2026'"),
            RandomSlots.of("Encounter", VISIT + "period.end='2026'", "status='finished'"),
            RandomSlots.of(
                "Immunization",
                "patient={'reference':'key:1'} status='completed' vaccineCode={'text':'MMR'}"
                    + " occurrence[x]={'occurrenceDateTime':'2026'}",
                "occurrence[x]={'occurrenceString':'unknown'}"))) {
      assertThat(isSure(each)).isTrue();
    }
  }

  private static boolean isSure(Translation translation) {
    for (boolean doubtful : SureTranslation.doubtful(translation, ResourceChecker.ofR4().sure())) {
      if (doubtful) {
        return false;
      }
    }
    return true;
  }
}
