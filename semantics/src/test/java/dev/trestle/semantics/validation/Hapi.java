package dev.trestle.semantics.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** HAPI's validator, the oracle. Its definitions take seconds to load, once for all tests. */
public final class Hapi {
  public static final FhirContext R4 = FhirContext.forR4();
  public static final DefaultProfileValidationSupport DEFINITIONS =
      new DefaultProfileValidationSupport(R4);
  static final ValidationSupportChain CHAIN =
      new ValidationSupportChain(
          DEFINITIONS,
          new CommonCodeSystemsTerminologyService(R4),
          new InMemoryTerminologyServerValidationSupport(R4));
  private static final FhirValidator VALIDATOR = validator();

  private Hapi() {}

  /** What it calls an error in a resource. */
  public static List<SingleValidationMessage> errors(String json) {
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .toList();
  }

  private static FhirValidator validator() {
    FhirInstanceValidator module = new FhirInstanceValidator(CHAIN);
    module.setAnyExtensionsAllowed(true);
    return R4.newValidator().registerValidatorModule(module);
  }
}
