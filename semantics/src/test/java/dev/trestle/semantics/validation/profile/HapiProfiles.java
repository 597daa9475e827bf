package dev.trestle.semantics.validation.profile;

import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.Hapi;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;

/** HAPI with profiles of a site: its verdict, and the snapshots that it makes of differentials. */
final class HapiProfiles {
  private final PrePopulatedValidationSupport files = new PrePopulatedValidationSupport(Hapi.R4);
  private final SnapshotGeneratingValidationSupport snapshots =
      new SnapshotGeneratingValidationSupport(Hapi.R4);
  private final ValidationSupportChain chain =
      new ValidationSupportChain(
          Hapi.DEFINITIONS,
          files,
          new CommonCodeSystemsTerminologyService(Hapi.R4),
          new InMemoryTerminologyServerValidationSupport(Hapi.R4),
          snapshots);
  private final FhirValidator validator;
  private final SiteProfiles site;

  HapiProfiles(SiteProfiles site) {
    this.site = site;
    for (SiteMapping.Text file : site.files()) {
      files.addResource(Hapi.R4.newJsonParser().parseResource(file.text()));
    }
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(true);
    validator = Hapi.R4.newValidator().registerValidatorModule(module);
  }

  List<SingleValidationMessage> errors(String resource, String profile) {
    return validator
        .validateWithResult(resource, new ValidationOptions().addProfile(profile))
        .getMessages()
        .stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .toList();
  }

  /** The same files with snapshots in place of differentials. */
  SiteProfiles withSnapshots() {
    List<SiteMapping.Text> texts = new ArrayList<>();
    for (SiteMapping.Text file : site.files()) {
      IBaseResource resource = Hapi.R4.newJsonParser().parseResource(file.text());
      if (resource instanceof StructureDefinition definition) {
        StructureDefinition full =
            (StructureDefinition)
                snapshots.generateSnapshot(
                    new ValidationSupportContext(chain),
                    definition,
                    definition.getUrl(),
                    null,
                    null);
        full.setDifferential(null);
        texts.add(
            new SiteMapping.Text(
                file.name(), Hapi.R4.newJsonParser().encodeResourceToString(full)));
      } else {
        texts.add(file);
      }
    }
    return new SiteProfiles(texts);
  }
}
