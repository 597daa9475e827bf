package dev.trestle.semantics.validation;

import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.validator.HapiValidator;
import java.util.List;

/** HAPI's validator, the oracle: the one that users ask as well, without definitions of a site. */
public final class Hapi {
  static final HapiValidator R4 = new HapiValidator(List.of());

  private Hapi() {}

  /** What it calls an error in a resource. */
  public static List<SingleValidationMessage> errors(String json) {
    return errors(R4, json, List.of());
  }

  /** The same with definitions of a site, held against profiles. */
  public static List<SingleValidationMessage> errors(
      HapiValidator validator, String json, List<String> profiles) {
    return validator.check(json, profiles).stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .toList();
  }
}
