package dev.trestle.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.People;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.kernel.record.SamePerson.Word;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Which updates of a number speak of another person. */
class OverlaysTest {
  private final Matcher matcher =
      new Matcher(
          LinkModelResource.standard(),
          new AuthoritySystems(new TreeSet<>(), new TreeMap<>()),
          Keyring.fixedForOfflineUse(),
          Sealer.inMemory());
  private final Overlays overlays = new Overlays(() -> matcher);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "strangers,                      Rob,  Ngata, 1951-02-03, male,   OTHER",
    "strangers of one sex,           Olga, Ngata, 1951-02-03, female, OTHER",
    "strangers without a sex,        Olga, Ngata, 1951-02-03, '',     OTHER",
    "strangers without given names,  '',   Ngata, 1951-02-03, '',     OTHER",
    "a mother and her daughter,      Rita, Berg,  2005-05-01, female, OTHER",
    "husband and wife,               Rob,  Berg,  1978-11-01, male,   OTHER",
    "twins of two sexes,             Rob,  Berg,  1980-05-17, male,   OTHER",
    "a marriage,                     Anna, Ngata, 1980-05-17, female, SAME",
    "a marriage and a slip,          Anna, Ngata, 1980-05-18, female, SAME",
    "two slips of the pen,           Anna, Bergh, 1980-05-71, female, SAME",
    "names in the other order,       Berg, Anna,  1980-05-17, female, SAME",
    "another sex alone,              Anna, Berg,  1980-05-17, male,   SAME",
    "another given name alone,       Rita, Berg,  1980-05-17, female, SAME",
    "another date of birth alone,    Anna, Berg,  1951-02-03, female, UNDECIDED",
    "a common given name is left,    Anna, Ngata, 1971-02-03, female, UNDECIDED"
  })
  void whoItIs(String what, String given, String family, String born, String sex, Word word) {
    ObjectNode anna = patient("Anna", "Berg", "1980-05-17", "female");
    ObjectNode said = patient(given, family, born, sex);
    assertThat(overlays.of(anna, said).word()).isEqualTo(word);
    assertThat(overlays.of(said, anna).word()).as("the other way round").isEqualTo(word);
  }

  @Test
  void aNumberThatOnlyOneCanHaveSpeaksForOneOfAnotherNameAndSex() {
    ObjectNode anna = patient("Anna", "Berg", "1980-05-17", "female");
    ObjectNode rob = patient("Rob", "Berg", "1980-05-17", "male");
    assertThat(overlays.of(anna, rob).word()).isEqualTo(Word.OTHER);
    assertThat(
            overlays
                .of(People.withNumber(anna, "412-55-1234"), People.withNumber(rob, "412-55-1234"))
                .word())
        .isEqualTo(Word.SAME);
  }

  @Test
  void whoIsNotComparedIsUndecided() {
    ObjectNode anna = patient("Anna", "Berg", "1980-05-17", "female");
    ObjectNode nobody = anna.objectNode().put("resourceType", "Patient");
    assertThat(overlays.of(anna, nobody).word()).isEqualTo(Word.UNDECIDED);
    assertThat(overlays.of(nobody, nobody).word()).isEqualTo(Word.UNDECIDED);
  }

  private static ObjectNode patient(String given, String family, String born, String sex) {
    ObjectNode patient = People.at("a", given, family, born);
    if (given.isEmpty()) {
      ((ObjectNode) patient.path("name").path(0)).remove("given");
    }
    if (sex.isEmpty()) {
      patient.remove("gender");
    } else {
      patient.put("gender", sex);
    }
    return patient;
  }
}
