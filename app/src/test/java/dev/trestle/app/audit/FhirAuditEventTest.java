package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as FHIR R4, judged by HAPI's validator with the definitions of R4. */
class FhirAuditEventTest {
  private static final FhirContext FHIR = FhirContext.forR4();
  private static FhirValidator validator = FHIR.newValidator();

  @BeforeAll
  static void definitions() {
    FhirInstanceValidator module =
        new FhirInstanceValidator(
            new ValidationSupportChain(
                new DefaultProfileValidationSupport(FHIR),
                new CommonCodeSystemsTerminologyService(FHIR),
                new InMemoryTerminologyServerValidationSupport(FHIR)));
    module.setErrorForUnknownProfiles(true);
    validator = FHIR.newValidator().registerValidatorModule(module);
  }

  private static String json(AuditRecord event) {
    var node = ExportLines.line();
    FhirAuditEvent.write(event, node);
    return ExportLines.text(node);
  }

  private static AuditRecord event(String action, int outcome, List<UUID> patients) {
    return new AuditRecord(
        UUID.randomUUID(),
        Instant.parse("2026-01-31T12:00:00.123456Z"),
        "anna",
        action,
        outcome,
        Optional.of("Observation"),
        Optional.of(UUID.randomUUID()),
        patients,
        Optional.of("code=2345-7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read",
        "vread",
        "search-type",
        "history-instance",
        "exception-show",
        "exception-correct",
        "identity-same",
        "review-show",
        "backup",
        "audit-export",
        "audit-search",
        "token-create",
        "sign-in-refused",
        "access-denied",
        "site-activate",
        "anything-new"
      })
  void everyActionIsAValidAuditEvent(String action) {
    for (int outcome : new int[] {0, 4, 8}) {
      assertThat(
              validator
                  .validateWithResult(
                      json(event(action, outcome, List.of(UUID.randomUUID(), UUID.randomUUID()))))
                  .getMessages())
          .filteredOn(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
          .isEmpty();
    }
  }

  @Test
  void whoWhatAboutWhomAndWhichQuestionAreAtTheirPlaces() {
    UUID patient = UUID.randomUUID();
    AuditEvent parsed =
        FHIR.newJsonParser()
            .parseResource(AuditEvent.class, json(event("search-type", 0, List.of(patient))));
    assertThat(parsed.getType().getCode()).isEqualTo("rest");
    assertThat(parsed.getSubtypeFirstRep().getCode()).isEqualTo("search-type");
    assertThat(parsed.getAction().toCode()).isEqualTo("E");
    assertThat(parsed.getAgentFirstRep().getWho().getDisplay()).isEqualTo("anna");
    assertThat(parsed.getEntity().get(0).getWhat().getReference()).isEqualTo("Patient/" + patient);
    assertThat(
            new String(
                parsed.getEntity().get(2).getQuery(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("code=2345-7");
  }
}
