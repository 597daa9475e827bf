package dev.trestle.semantics.validation.profile;

import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.Hapi;
import dev.trestle.validator.HapiValidator;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;

/** HAPI with profiles of a site: its verdict, and the snapshots that it makes of differentials. */
final class HapiProfiles {
  private final HapiValidator validator;
  private final SiteProfiles site;

  HapiProfiles(SiteProfiles site) {
    this.site = site;
    validator = new HapiValidator(site.files().stream().map(SiteMapping.Text::text).toList());
  }

  List<SingleValidationMessage> errors(String resource, String profile) {
    return Hapi.errors(validator, resource, List.of(profile));
  }

  /** The same files with snapshots in place of differentials. */
  SiteProfiles withSnapshots() {
    List<SiteMapping.Text> texts = new ArrayList<>();
    for (SiteMapping.Text file : site.files()) {
      IBaseResource resource = HapiValidator.R4.newJsonParser().parseResource(file.text());
      if (resource instanceof StructureDefinition definition) {
        StructureDefinition full = validator.snapshot(definition);
        full.setDifferential(null);
        texts.add(
            new SiteMapping.Text(
                file.name(), HapiValidator.R4.newJsonParser().encodeResourceToString(full)));
      } else {
        texts.add(file);
      }
    }
    return new SiteProfiles(texts);
  }
}
