package dev.trestle.sandbox.hospital;

/** What is odd about a message: each is a thing that real feeds do. */
public enum Quirk {
  /** Letters beyond ASCII in UTF-8, declared in MSH-18. */
  UTF8_LETTERS,
  /** Letters beyond ASCII in windows-1252, declared nowhere. */
  UNDECLARED_CHARSET,
  /** Letters beyond ASCII in ISO 8859-1, declared. */
  LATIN1_LETTERS,
  /** The name in Cyrillic, Greek or Han as a further repetition of PID-5. */
  OTHER_SCRIPT,
  /** Typographic quotes and dashes, which windows-1252 has and ISO 8859-1 has not. */
  TYPOGRAPHIC,
  /** Times have offsets. */
  OFFSET_TIMES,
  /** Times have no offset: the zone of the hospital is meant. */
  ZONELESS_TIMES,
  /** Segments that the standard does not know. */
  Z_SEGMENTS,
  /** PID-3 has several identifiers. */
  SEVERAL_IDENTIFIERS,
  /** PID-3 names no authority. */
  BARE_IDENTIFIER,
  /** The laboratory strips the leading zeros of the record number. */
  STRIPPED_ZEROS,
  /** CR LF between segments. */
  CR_LF,
  /** A bare LF within text. */
  LINE_FEED_IN_TEXT,
  /** Telephone numbers as one text. */
  OLD_PHONES,
  /** {@code ""} deletes a value. */
  DELETE,
  /** The same bytes again. */
  RESENT,
  /** Sent after newer messages about the patient. */
  LATE,
  /** A control id that stood for other content before. */
  REUSED_CONTROL_ID,
  /** Delimiters other than the recommended ones. */
  OTHER_DELIMITERS,
  /** MSH-9.3 is empty. */
  NO_STRUCTURE,
  /** OBX-4 is empty. */
  NO_SUB_ID,
  /** Text with one OBX for each line. */
  LINE_PER_OBX,
  /** One of a burst of updates that change nothing. */
  STORM,
  /** The visit's number stands in PID-18 and PV1-19 is empty. */
  ACCOUNT_IN_PID18,
  /** A later report has only some of the analytes. */
  PARTIAL_PANEL,
  /** Cancels an event (A11, A12, A13). */
  CANCEL,
  /** Merges two records (A40). */
  MERGE,
  /** A message under a record number that was merged away. */
  RETIRED_NUMBER,
  /** A result before any registration of the patient. */
  RESULT_FIRST,
  /** A newborn without a name yet. */
  TEMPORARY_NAME,
  /** Demographics of the laboratory are older: the name before marriage. */
  FORMER_NAME,
  /** A corrected result. */
  CORRECTED,
  /** A document in base64. */
  DOCUMENT,
  /** OBX-2 says NM, but the value is not a plain number. */
  NOT_A_NUMBER,
  /** Local codes first, LOINC as alternate. */
  LOCAL_CODES
}
