package dev.trestle.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.match.IdentityWeight.Level;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The weights of HL7's guide on identity matching, and what does not count. */
class IdentityWeightTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GUIDE =
      "http://hl7.org/fhir/us/identity-matching/StructureDefinition/";
  private final Matcher matcher =
      new Matcher(
          LinkModelResource.standard(),
          new AuthoritySystems(new TreeSet<>(), new TreeMap<>()),
          Keyring.fixedForOfflineUse(),
          Sealer.inMemory());

  /** Elements of a Patient, the marks {@code '} for quotes, and what they weigh. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '#',
      value = {
        "'active': true # 0",
        "'name': [{'family': 'Ekberg', 'given': ['Anna']}] # 3",
        "'name': [{'family': 'Ekberg'}] # 0",
        "'name': [{'family': 'UNKNOWN', 'given': ['Anna']}] # 0",
        "'birthDate': '1971-02-03' # 2",
        "'birthDate': '1900-01-01' # 0",
        "'birthDate': '1971' # 0",
        "'address': [{'line': ['12 Elm Street'], 'postalCode': '60601'}] # 4",
        "'address': [{'use': 'home', 'line': ['12 Elm Street'], 'city': 'A', 'state': 'IL'}] # 4",
        "'address': [{'use': 'old', 'line': ['12 Elm Street'], 'postalCode': '60601'}] # 0",
        "'address': [{'line': ['12 Elm Street'], 'city': 'A'}] # 0",
        "'address': [{'line': ['HOMELESS'], 'postalCode': '99999'}] # 0",
        "'telecom': [{'system': 'phone', 'value': '217-232-4567'}] # 4",
        "'telecom': [{'system': 'phone', 'value': '555-555-5555'}] # 0",
        "'telecom': [{'system': 'phone', 'value': '217-232-4567'},"
            + " {'system': 'email', 'value': 'a@example.org'}] # 5",
        "'telecom': [{'system': 'phone', 'value': '217-232-4567'},"
            + " {'system': 'phone', 'value': '217-232-4568'}] # 4",
        "'photo': [{'contentType': 'image/png', 'data': 'AA=='}] # 4",
        "'identifier': [{'system': 'urn:oid:1.2.3', 'value': 'M1'}] # 4",
        "'identifier': [{'value': 'M1'}] # 0",
        "'identifier': [{'assigner': {'display': 'Payer'}, 'value': 'M1'}] # 4",
        "'identifier': [{'system': 'http://hl7.org/fhir/sid/us-ssn', 'value': '219-09-9998'}] # 4",
        "'identifier': [{'system': 'http://hl7.org/fhir/sid/us-ssn', 'value': '123456789'}] # 0",
        "'identifier': [{'type': {'coding': [{'code': 'PPN'}]}, 'system': 'a', 'value': '1'}] # 5",
        "'identifier': [{'type': {'coding': [{'code': 'DL'}]}, 'value': '1'}] # 0",
        "'identifier': [{'type': {'coding': [{'code': 'DL'}]}, 'system': 'a', 'value': '1'},"
            + " {'type': {'coding': [{'code': 'DL'}]}, 'system': 'a', 'value': '1'}] # 5",
        "'identifier': [{'type': {'coding': [{'code': 'DL'}]}, 'system': 'a', 'value': '1'},"
            + " {'type': {'coding': [{'code': 'PPN'}]}, 'system': 'b', 'value': '1'},"
            + " {'type': {'coding': [{'code': 'STID'}]}, 'system': 'c', 'value': '1'}] # 10",
        "'identifier': [{'system': 'http://hl7.org/fhir/us/identity-matching/ns/HL7Identifier',"
            + " 'value': 'x'}] # 5"
      })
  void eachElementWeighsWhatTheGuideSays(String elements, int weight) {
    assertThat(weight("{'resourceType': 'Patient', " + elements + "}").sum()).isEqualTo(weight);
  }

  @Test
  void allOfItAddsUpAndSaysNothingOfThePerson() {
    IdentityWeight weight =
        weight(
            "{'name': [{'family': 'Ekberg', 'given': ['Anna']}], 'birthDate': '1971-02-03',"
                + " 'telecom': [{'system': 'email', 'value': 'a@example.org'}]}");
    assertThat(weight).isEqualTo(new IdentityWeight(0, 4, 3, 2));
    assertThat(weight.sum()).isEqualTo(Level.L0.least());
    assertThat(weight).hasToString("weight 9: documents 0, contacts 4, name 3, date of birth 2");
  }

  @Test
  void whatCannotBeReadWeighsNothing() {
    assertThat(weight("{'name': 3, 'birthDate': {}, 'telecom': 'x', 'identifier': {}}").sum())
        .isZero();
  }

  @Test
  void profilesAreClaimedByTheirAddressWithOrWithoutAVersion() {
    assertThat(claimed("")).isEmpty();
    assertThat(claimed("'http://example.org/IDI-Patient-L1'")).isEmpty();
    assertThat(claimed("'" + GUIDE + "IDI-Patient'")).containsExactly(Level.BASE);
    assertThat(claimed("'" + GUIDE + "IDI-Patient-L0|2.0.0', '" + GUIDE + "IDI-Patient-L1'"))
        .containsExactly(Level.L0, Level.L1);
  }

  private static List<Level> claimed(String profiles) {
    return IdentityWeight.claimed(json("{'meta': {'profile': [" + profiles + "]}}"));
  }

  private IdentityWeight weight(String patient) {
    return matcher.weight(json(patient));
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
