package dev.trestle.kernel.site;

/** What a source may say about who a patient is (DESIGN §4 "Who may say what"). */
public enum Demographics {
  /** Its PID sets and changes the patient; the default of ADT messages. */
  AUTHORITATIVE,
  /** Its PID fills only what no authoritative statement has set; the default of all others. */
  FILL_ONLY,
  /** Its PID only names the patient. */
  IGNORE
}
