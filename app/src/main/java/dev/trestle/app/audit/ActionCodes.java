package dev.trestle.app.audit;

import java.util.Map;

/**
 * What an action is in the codes of DICOM (PS3.16 CID 400, 401) and FHIR, as auditors' tools group
 * them (IHE BALP).
 *
 * @param system of {@code code}
 * @param code of the kind of event
 * @param display of the code
 * @param crude create, read, update, delete or execute: FHIR R4 audit-event-action
 */
record ActionCodes(String system, String code, String display, String crude) {
  static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  static final String REST = "http://terminology.hl7.org/CodeSystem/audit-event-type";

  private static final ActionCodes FHIR_READ =
      new ActionCodes(REST, "rest", "RESTful Operation", "R");
  private static final ActionCodes FHIR_SEARCH =
      new ActionCodes(REST, "rest", "RESTful Operation", "E");
  private static final ActionCodes RECORD_READ =
      new ActionCodes(DICOM, "110110", "Patient Record", "R");
  private static final ActionCodes RECORD_CHANGE =
      new ActionCodes(DICOM, "110110", "Patient Record", "U");
  private static final ActionCodes EXPORT = new ActionCodes(DICOM, "110106", "Export", "R");
  private static final ActionCodes LOG_USED =
      new ActionCodes(DICOM, "110101", "Audit Log Used", "R");
  private static final ActionCodes SECURITY =
      new ActionCodes(DICOM, "110113", "Security Alert", "U");
  private static final ActionCodes SIGN_IN =
      new ActionCodes(DICOM, "110114", "User Authentication", "E");
  private static final ActionCodes ACTIVITY =
      new ActionCodes(DICOM, "110100", "Application Activity", "E");

  /** By the first word of the action, or the whole of it. */
  private static final Map<String, ActionCodes> KNOWN =
      Map.ofEntries(
          Map.entry("read", FHIR_READ),
          Map.entry("vread", FHIR_READ),
          Map.entry("history-instance", FHIR_READ),
          Map.entry("search-type", FHIR_SEARCH),
          Map.entry("exception-show", RECORD_READ),
          Map.entry("exception", RECORD_CHANGE),
          Map.entry("golden-record", RECORD_READ),
          Map.entry("person-changes", RECORD_READ),
          Map.entry("incident-show", RECORD_READ),
          Map.entry("alarm-show", RECORD_READ),
          Map.entry("alarm", RECORD_CHANGE),
          Map.entry("review-show", RECORD_READ),
          Map.entry("review-evidence", RECORD_READ),
          Map.entry("identity-person", RECORD_READ),
          Map.entry("identity-aliases", RECORD_READ),
          Map.entry("lineage", RECORD_READ),
          Map.entry("provenance", FHIR_SEARCH),
          Map.entry("message-header", FHIR_READ),
          Map.entry("impact-export", EXPORT),
          Map.entry("impact", LOG_USED),
          Map.entry("identity-readers", LOG_USED),
          Map.entry("identity", RECORD_CHANGE),
          Map.entry("identity-band-tighten", ACTIVITY),
          Map.entry("identity-band-rollback", ACTIVITY),
          Map.entry("identity-band-sample", ACTIVITY),
          Map.entry("identity-reviewers", ACTIVITY),
          Map.entry("identity-plant", ACTIVITY),
          Map.entry("identity-measured", ACTIVITY),
          Map.entry("identity-model-show", RECORD_READ),
          Map.entry("identity-model-train", ACTIVITY),
          Map.entry("identity-model-activate", ACTIVITY),
          Map.entry("identity-model-rollback", ACTIVITY),
          Map.entry("deletions", RECORD_CHANGE),
          Map.entry("backup", EXPORT),
          Map.entry("audit-export", EXPORT),
          Map.entry("audit-key-rotate", SECURITY),
          Map.entry("audit-retention", SECURITY),
          Map.entry("audit", LOG_USED),
          Map.entry("message", RECORD_READ),
          Map.entry("message-download", EXPORT),
          Map.entry("message-export", EXPORT),
          Map.entry("patient", RECORD_READ),
          Map.entry("user", SECURITY),
          Map.entry("token", SECURITY),
          Map.entry("access-denied", SECURITY),
          Map.entry("sign", SIGN_IN));

  static ActionCodes of(String action) {
    ActionCodes exact = KNOWN.get(action);
    int dash = action.indexOf('-');
    String first = dash < 0 ? action : action.substring(0, dash);
    return exact != null ? exact : KNOWN.getOrDefault(first, ACTIVITY);
  }
}
