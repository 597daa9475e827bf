package dev.trestle.validator;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * HAPI's validator for FHIR R4, with the definitions of R4 and those of a site. No terminology
 * server, no network: code systems that nobody gave it are unknown to it. Its definitions take
 * seconds to load, once for a process.
 */
public final class HapiValidator {
  public static final FhirContext R4 = FhirContext.forR4();
  public static final DefaultProfileValidationSupport DEFINITIONS =
      new DefaultProfileValidationSupport(R4);

  private final SnapshotGeneratingValidationSupport snapshots =
      new SnapshotGeneratingValidationSupport(R4);
  private final ValidationSupportChain chain;
  private final FhirValidator validator;

  /**
   * With the definitions of a site beside those of R4.
   *
   * @param conformance StructureDefinitions, ValueSets and CodeSystems as JSON; others are passed
   *     by
   * @throws ca.uhn.fhir.parser.DataFormatException for what is none
   */
  public HapiValidator(List<String> conformance) {
    PrePopulatedValidationSupport site = new PrePopulatedValidationSupport(R4);
    for (String text : conformance) {
      IBaseResource resource = R4.newJsonParser().parseResource(text);
      if (resource instanceof StructureDefinition
          || resource instanceof ValueSet
          || resource instanceof CodeSystem) {
        site.addResource(resource);
      }
    }
    chain =
        new ValidationSupportChain(
            DEFINITIONS,
            site,
            new CommonCodeSystemsTerminologyService(R4),
            new InMemoryTerminologyServerValidationSupport(R4),
            snapshots);
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(true);
    validator = R4.newValidator().registerValidatorModule(module);
  }

  /**
   * Everything it says of a resource.
   *
   * @param profiles canonical URLs that it is held against, beside R4 and what it names itself
   * @throws RuntimeException where it breaks off, as it does at some JSON of a wrong type
   */
  public List<SingleValidationMessage> check(String resource, List<String> profiles) {
    ValidationOptions options = new ValidationOptions();
    profiles.forEach(options::addProfile);
    return validator.validateWithResult(resource, options).getMessages();
  }

  /** Where it looks definitions up. */
  public ValidationSupportChain definitions() {
    return chain;
  }

  /** The snapshot that it makes of a differential. */
  public StructureDefinition snapshot(StructureDefinition differential) {
    return (StructureDefinition)
        snapshots.generateSnapshot(
            new ValidationSupportContext(chain), differential, differential.getUrl(), null, null);
  }
}
