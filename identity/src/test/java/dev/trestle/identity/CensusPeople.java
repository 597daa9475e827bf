package dev.trestle.identity;

import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.Person;
import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.ModelText;
import dev.trestle.sandbox.census.Column;
import dev.trestle.sandbox.census.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a census as the linking and the running platform take them. */
public final class CensusPeople {
  public static final LocalDate AS_OF = LocalDate.of(2026, 11, 27);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<Column, Attribute> PLAIN =
      Map.of(
          Column.PRIOR_FAMILY, Attribute.PRIOR_FAMILY,
          Column.MOTHER_FAMILY, Attribute.MOTHER_FAMILY,
          Column.BIRTH_DATE, Attribute.BIRTH_DATE,
          Column.GENDER, Attribute.GENDER,
          Column.SSN, Attribute.SSN,
          Column.PHONE, Attribute.PHONE,
          Column.MOBILE, Attribute.PHONE,
          Column.EMAIL, Attribute.EMAIL);

  private CensusPeople() {}

  /** A table of rows, in whatever order they come. */
  public static PeopleTable table(List<Row> rows) {
    PeopleEncoder encoder =
        new PeopleEncoder(
            ModelText.placeholders(ModelText.resource("placeholders.yaml")),
            new DateReader(AS_OF.getYear(), false),
            19_061_127,
            20_261_129,
            List.of());
    rows.forEach(row -> encoder.add(person(row)));
    return encoder.finish();
  }

  private static Person person(Row row) {
    Person person = new Person(row.id());
    person.add(
        new Person.Name(
            row.text(Column.FAMILY),
            row.text(Column.GIVEN),
            row.text(Column.MIDDLE),
            row.text(Column.SUFFIX)));
    person.add(
        new Person.Address(
            row.text(Column.ADDRESS_LINE),
            row.text(Column.CITY),
            row.text(Column.STATE),
            row.text(Column.POSTAL_CODE)));
    for (Column column : Column.values()) {
      Attribute attribute = PLAIN.get(column);
      if (attribute != null) {
        person.add(attribute, "", row.text(column));
      }
    }
    return person;
  }

  /** A row as a Patient of its health system: {@code a} to {@code d}. */
  public static ObjectNode patient(Row row) {
    ObjectNode patient = JSON.createObjectNode().put("resourceType", "Patient");
    String system = "urn:" + (char) ('a' + row.healthSystem());
    patient.withArray("identifier").addObject().put("system", system).put("value", row.id());
    if (!row.text(Column.SSN).isEmpty()) {
      patient
          .withArray("identifier")
          .addObject()
          .put("system", "http://hl7.org/fhir/sid/us-ssn")
          .put("value", row.text(Column.SSN));
    }
    ObjectNode name = patient.withArray("name").addObject().put("family", row.text(Column.FAMILY));
    name.withArray("given").add(row.text(Column.GIVEN));
    if (!row.text(Column.MIDDLE).isEmpty()) {
      name.withArray("given").add(row.text(Column.MIDDLE));
    }
    if (!row.text(Column.SUFFIX).isEmpty()) {
      name.withArray("suffix").add(row.text(Column.SUFFIX));
    }
    if (!row.text(Column.PRIOR_FAMILY).isEmpty()) {
      patient.withArray("name").addObject().put("family", row.text(Column.PRIOR_FAMILY));
    }
    patient.put("birthDate", row.text(Column.BIRTH_DATE));
    patient.put("gender", row.text(Column.GENDER).equals("F") ? "female" : "male");
    ObjectNode address = patient.withArray("address").addObject();
    address.withArray("line").add(row.text(Column.ADDRESS_LINE));
    address
        .put("city", row.text(Column.CITY))
        .put("state", row.text(Column.STATE))
        .put("postalCode", row.text(Column.POSTAL_CODE));
    contact(patient, "phone", row.text(Column.PHONE));
    contact(patient, "phone", row.text(Column.MOBILE));
    contact(patient, "email", row.text(Column.EMAIL));
    return patient;
  }

  private static void contact(ObjectNode patient, String system, String text) {
    if (!text.isEmpty()) {
      patient.withArray("telecom").addObject().put("system", system).put("value", text);
    }
  }
}
