package dev.trestle.identity;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Patients of tests. */
public final class People {
  private People() {}

  /** With a name and a birth date, at health system {@code a}. */
  public static ObjectNode adult(String given, String family, String born) {
    return at("a", given, family, born);
  }

  public static ObjectNode at(String healthSystem, String given, String family, String born) {
    return Arrivals.patient(
        """
        {'resourceType': 'Patient',
         'identifier': [{'system': 'urn:%s', 'value': '%s'}],
         'name': [{'family': '%s', 'given': ['%s']}],
         'birthDate': '%s', 'gender': 'female'}
        """
            .formatted(
                healthSystem,
                (given + family + born).toLowerCase(Locale.ROOT),
                family,
                given,
                born));
  }

  public static ObjectNode withShared(ObjectNode patient, String value) {
    ObjectNode copy = patient.deepCopy();
    copy.withArray("identifier").addObject().put("system", Arrivals.SHARED).put("value", value);
    return copy;
  }

  public static ObjectNode withNumber(ObjectNode patient, String ssn) {
    ObjectNode copy = patient.deepCopy();
    copy.withArray("identifier")
        .addObject()
        .put("system", "http://hl7.org/fhir/sid/us-ssn")
        .put("value", ssn);
    return copy;
  }

  public static ObjectNode withHome(ObjectNode patient, String street, String zip, String phone) {
    ObjectNode copy = patient.deepCopy();
    ObjectNode address = copy.withArray("address").addObject();
    address.withArray("line").add(street);
    address.put("postalCode", zip);
    copy.withArray("telecom").addObject().put("system", "phone").put("value", phone);
    return copy;
  }

  public static ObjectNode male(ObjectNode patient) {
    ObjectNode copy = patient.deepCopy();
    copy.put("gender", "male");
    return copy;
  }

  public static ObjectNode testPatient(ObjectNode patient) {
    ObjectNode copy = patient.deepCopy();
    copy.putObject("meta").withArray("security").addObject().put("code", "HTEST");
    return copy;
  }
}
