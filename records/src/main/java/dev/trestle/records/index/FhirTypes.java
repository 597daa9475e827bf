package dev.trestle.records.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Numbers of the R4 resource types, in the order of the specification's list. R4 is closed, so the
 * numbers are for ever; others (R5 types, extensions of a site) get none.
 */
public final class FhirTypes {
  private static final List<String> NAMES =
      List.of(
          ("Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment"
                  + " AppointmentResponse AuditEvent Basic Binary BiologicallyDerivedProduct"
                  + " BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry"
                  + " ChargeItem ChargeItemDefinition Claim ClaimResponse ClinicalImpression"
                  + " CodeSystem Communication CommunicationRequest CompartmentDefinition"
                  + " Composition ConceptMap Condition Consent Contract Coverage"
                  + " CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device"
                  + " DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement"
                  + " DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis"
                  + " Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare"
                  + " EventDefinition Evidence EvidenceVariable ExampleScenario"
                  + " ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group"
                  + " GuidanceResponse HealthcareService ImagingStudy Immunization"
                  + " ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide"
                  + " InsurancePlan Invoice Library Linkage List Location Measure MeasureReport"
                  + " Media Medication MedicationAdministration MedicationDispense"
                  + " MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct"
                  + " MedicinalProductAuthorization MedicinalProductContraindication"
                  + " MedicinalProductIndication MedicinalProductIngredient"
                  + " MedicinalProductInteraction MedicinalProductManufactured"
                  + " MedicinalProductPackaged MedicinalProductPharmaceutical"
                  + " MedicinalProductUndesirableEffect MessageDefinition MessageHeader"
                  + " MolecularSequence NamingSystem NutritionOrder Observation"
                  + " ObservationDefinition OperationDefinition OperationOutcome Organization"
                  + " OrganizationAffiliation Parameters Patient PaymentNotice"
                  + " PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole"
                  + " Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson"
                  + " RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy"
                  + " ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule"
                  + " SearchParameter ServiceRequest Slot Specimen SpecimenDefinition"
                  + " StructureDefinition StructureMap Subscription Substance SubstanceAmount"
                  + " SubstanceNucleicAcid SubstancePolymer SubstanceProtein"
                  + " SubstanceReferenceInformation SubstanceSourceMaterial"
                  + " SubstanceSpecification SupplyDelivery SupplyRequest Task"
                  + " TerminologyCapabilities TestReport TestScript ValueSet VerificationResult"
                  + " VisionPrescription")
              .split(" "));

  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (int i = 0; i < NAMES.size(); i++) {
      NUMBERS.put(NAMES.get(i), i + 1);
    }
  }

  /** Shared by all patients; written only when they differ (DESIGN §6). */
  private static final Set<String> SHARED =
      Set.of("Practitioner", "PractitionerRole", "Organization", "Location");

  private FhirTypes() {}

  /** The number of a type, or empty when R4 has no such type. */
  public static OptionalInt number(String name) {
    Integer number = NUMBERS.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The type of a number that {@link #number} gave. */
  public static String name(int number) {
    return NAMES.get(number - 1);
  }

  public static boolean isShared(String name) {
    return SHARED.contains(name);
  }
}
