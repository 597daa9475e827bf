package dev.trestle.kernel.problem;

import static dev.trestle.kernel.problem.ProblemCategory.CONFIGURATION;
import static dev.trestle.kernel.problem.ProblemCategory.DATA;
import static dev.trestle.kernel.problem.ProblemCategory.DEFECT;
import static dev.trestle.kernel.problem.ProblemCategory.IDENTITY;
import static dev.trestle.kernel.problem.ProblemCategory.INFRASTRUCTURE;
import static dev.trestle.kernel.problem.ProblemCategory.REQUEST;
import static dev.trestle.kernel.problem.ProblemCategory.TRANSPORT;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every problem Trestle can name. Numbers are stable: a code is retired, never renumbered.
 *
 * <p>The HL7 error code is that of HL7 table 0357 (message error condition codes, v2.5.1
 * §2.15.5.3); the issue type that of FHIR R4 {@code issue-type}.
 */
public enum ProblemCode {
  // 1xx: the wire
  FRAME_CUT(
      101,
      TRANSPORT,
      207,
      "incomplete",
      400,
      true,
      "The connection closed inside a message. The sender will repeat it; if not, ask for it."),
  FRAME_TOO_LARGE(
      102,
      TRANSPORT,
      207,
      "too-long",
      413,
      false,
      "Raise the source's message limit, or have the sender split the message."),
  FRAME_NOISE(
      103,
      TRANSPORT,
      207,
      "structure",
      400,
      false,
      "Bytes outside a frame. Check that the sender speaks MLLP (0x0B … 0x1C 0x0D)."),
  FRAME_EMPTY(104, TRANSPORT, 207, "structure", 400, false, "The frame held no bytes."),
  TLS_FAILED(
      105,
      TRANSPORT,
      207,
      "security",
      400,
      true,
      "The TLS handshake failed. Check certificates, validity dates and protocol versions on both sides."),
  CLIENT_NOT_ALLOWED(
      106,
      TRANSPORT,
      207,
      "forbidden",
      403,
      false,
      "Add the client's certificate or sender to the source's allow-list, or block it at the firewall."),
  TOO_MANY_CONNECTIONS(
      107,
      TRANSPORT,
      207,
      "throttled",
      503,
      true,
      "Close idle connections or raise the listener's limit."),
  SLOW_SENDER(
      108,
      TRANSPORT,
      207,
      "timeout",
      408,
      true,
      "A message took longer to arrive than the frame timeout. Check the network path."),
  NO_ANSWER(
      109,
      TRANSPORT,
      207,
      "timeout",
      504,
      true,
      "The receiver did not answer in time. It may or may not have taken the message."),
  ANSWER_UNREADABLE(
      110,
      TRANSPORT,
      207,
      "structure",
      502,
      false,
      "The receiver's answer is not an acknowledgement. Nothing is assumed about the message."),
  DESTINATION_UNREACHABLE(
      111,
      TRANSPORT,
      207,
      "transient",
      502,
      true,
      "No connection to the receiver. Check address, port and firewall; nothing was sent."),

  // 2xx: the message as bytes and structure
  NO_MSH(
      201,
      DATA,
      100,
      "structure",
      400,
      false,
      "The data does not start with an MSH segment. Check what is connected to this port."),
  TYPE_NOT_ACCEPTED(
      202,
      DATA,
      200,
      "not-supported",
      422,
      false,
      "This source does not accept the message type in MSH-9."),
  PROCESSING_ID_NOT_ACCEPTED(
      203,
      DATA,
      202,
      "not-supported",
      422,
      false,
      "MSH-11 does not fit this deployment's environment."),
  VERSION_NOT_ACCEPTED(
      204,
      DATA,
      203,
      "not-supported",
      422,
      false,
      "This source does not accept the version in MSH-12."),
  DELIMITERS_ODD(
      205,
      DATA,
      102,
      "structure",
      400,
      false,
      "MSH-1 or MSH-2 is unusual; the message was read with the delimiters it names."),
  CHARSET_MISMATCH(
      206,
      DATA,
      102,
      "value",
      400,
      false,
      "The bytes are not of the character set that MSH-18 or the source names. Set the source's charset."),
  CHARSET_UNKNOWN(
      207,
      DATA,
      102,
      "not-supported",
      400,
      false,
      "MSH-18 names a character set that is not known. Set the source's charset."),
  SEGMENT_UNREADABLE(
      208,
      DATA,
      100,
      "structure",
      400,
      false,
      "A line is not a segment; it is kept with the field before it."),
  SEGMENT_UNEXPECTED(
      209,
      DATA,
      100,
      "structure",
      400,
      false,
      "The segment is at a place where its message type does not have it; it is kept."),
  ESCAPE_UNREADABLE(
      210, DATA, 102, "value", 400, false, "An escape sequence is not known; it is kept as it is."),
  LEADING_NOISE(211, DATA, 100, "structure", 400, false, "Bytes before MSH were skipped."),
  BATCH_COUNT_WRONG(
      212,
      DATA,
      100,
      "structure",
      400,
      false,
      "BTS-1 or FTS-1 does not agree with what came. Ask the sender whether messages are missing."),
  SAME_ID_OTHER_CONTENT(
      213,
      DATA,
      205,
      "duplicate",
      409,
      false,
      "A control id was used again with other content; both messages are kept."),

  // 3xx: values
  VALUE_INVALID(
      301,
      DATA,
      102,
      "value",
      422,
      false,
      "The value is not of its data type; it is kept as text."),
  DATE_INVALID(
      302,
      DATA,
      102,
      "value",
      422,
      false,
      "The value is not a date or time that exists; it is not translated."),
  DATE_ZONE_UNKNOWN(
      303,
      DATA,
      102,
      "value",
      422,
      false,
      "The time has no zone. Set the source's or the health system's zone."),
  DATE_ZONE_AMBIGUOUS(
      304,
      DATA,
      102,
      "value",
      422,
      false,
      "The local time exists twice or not at all because of a clock change."),
  CODE_UNMAPPED(
      305,
      DATA,
      103,
      "code-invalid",
      422,
      false,
      "The code is in no table of this source. Add a row; the original code is kept."),
  REQUIRED_MISSING(
      306, DATA, 101, "required", 422, false, "A field that the target needs is empty."),
  NULL_NOT_APPLIED(
      307,
      DATA,
      102,
      "business-rule",
      422,
      false,
      "A deletion (\"\") was not carried out, because this source may not delete this element."),
  NUMBER_INVALID(
      308, DATA, 102, "value", 422, false, "The value is not a number; it is kept as text."),
  LEAF_UNMAPPED(
      309,
      DATA,
      103,
      "not-supported",
      422,
      false,
      "No rule takes this value. It is kept in the message and listed."),
  VALUE_ASSUMED(
      310,
      DATA,
      101,
      "value",
      200,
      false,
      "The target needs a value that the message does not give; the configured default stands, marked as assumed."),
  STATEMENT_OLDER(
      311,
      DATA,
      205,
      "conflict",
      200,
      false,
      "The message is older than what is known; newer values stay."),
  CODE_IMPOSSIBLE(
      312,
      DATA,
      103,
      "code-invalid",
      422,
      false,
      "The code is none of the system that the message names: its form or check digit is wrong. Tell the"
          + " sender, or map it with a table; it is kept under the feed's own system."),
  CODE_AMBIGUOUS(
      313,
      DATA,
      103,
      "code-invalid",
      422,
      false,
      "The code can be read in more than one way and is kept as sent. Have the sender write a drug code with"
          + " hyphens, or with eleven digits."),

  FHIR_STRUCTURE(
      330,
      DATA,
      102,
      "structure",
      422,
      false,
      "What was made of the message is not of the structure of FHIR R4. Correct the rule that writes the"
          + " element."),
  FHIR_REQUIRED(
      331,
      DATA,
      101,
      "required",
      422,
      false,
      "An element that FHIR R4 needs is not there. Have the sender fill its field, or give the rule a"
          + " default."),
  FHIR_VALUE(
      332,
      DATA,
      102,
      "value",
      422,
      false,
      "A value has not the form of its FHIR type. Correct the rule's converter, or the message."),
  FHIR_CODE(
      333,
      DATA,
      103,
      "code-invalid",
      422,
      false,
      "A code is not in the value set that FHIR R4 requires here. Correct the row of the table."),
  FHIR_INVARIANT(
      334,
      DATA,
      102,
      "invariant",
      422,
      false,
      "A rule of FHIR R4 about several elements does not hold. Look at what the message says of them."),
  FHIR_REFERENCE(
      335,
      DATA,
      102,
      "value",
      422,
      false,
      "A reference leads to a type that FHIR R4 does not allow here. Correct the rule."),
  FHIR_PROFILE(
      336,
      DATA,
      102,
      "invalid",
      422,
      false,
      "What was made of the message is not as a profile of the site asks (docs/profiles.md). Correct the"
          + " rule, have the sender fill the field, or take the profile off the source."),
  IMPLAUSIBLE_UNIT(
      340,
      DATA,
      102,
      "value",
      422,
      false,
      "The unit of the result is none that its LOINC code can have. Have the sender correct the code or the"
          + " unit."),
  IMPLAUSIBLE_NUMBER(
      341,
      DATA,
      102,
      "value",
      422,
      false,
      "The number is beyond what can be measured of a human being. Look at its unit and its digits with who"
          + " entered it."),
  IMPLAUSIBLE_DATE(
      342,
      DATA,
      102,
      "business-rule",
      422,
      false,
      "The dates of the message contradict each other. Find out which is wrong, and whether it is the right"
          + " patient."),
  IMPLAUSIBLE_SEX(
      343,
      DATA,
      102,
      "business-rule",
      422,
      false,
      "The code is hardly one of a patient of that sex. Look whether it is the right patient; a sex that was"
          + " changed in the register is a good reason."),
  DELETING_PAUSED(
      318,
      DATA,
      102,
      "business-rule",
      422,
      false,
      "The source deletes a field unusually often. Look at its messages; `trestle deletions allow`"
          + " lets it go on."),

  // 4xx: identity
  PATIENT_MISSING(
      401,
      IDENTITY,
      204,
      "required",
      422,
      false,
      "No usable patient identifier. Correct PID-3, or set the source's patient identifier rule."),
  IDENTITY_MISMATCH(
      402,
      IDENTITY,
      204,
      "business-rule",
      409,
      false,
      "The same patient number came with another person's name, birth date or sex. See `trestle identity alarms`: once"
          + " somebody says that it is one person, it passes."),
  MERGE_NOT_MAPPED(
      403,
      IDENTITY,
      204,
      "business-rule",
      422,
      false,
      "A merge or move that no rule handles. Decide by hand; it is never treated as an update."),
  MERGE_SELF(
      404, IDENTITY, 204, "business-rule", 422, false, "The message merges a patient with itself."),
  MERGE_CYCLE(
      405,
      IDENTITY,
      204,
      "business-rule",
      422,
      false,
      "The message would close a circle of merges."),
  ORDER_OTHER_PATIENT(
      406,
      IDENTITY,
      204,
      "business-rule",
      409,
      false,
      "The order or visit number is known for another patient."),
  RETIRED_IDENTIFIER(
      407, IDENTITY, 204, "business-rule", 409, false, "A retired identifier is in use again."),
  REFUSED_DEPENDENCY(
      408,
      IDENTITY,
      207,
      "business-rule",
      409,
      true,
      "An earlier message that this one depends on is an open exception."),
  IDENTIFIERS_DISAGREE(
      409,
      IDENTITY,
      204,
      "business-rule",
      409,
      false,
      "Two identifiers of one message belong to two different resources. Merge them, or correct the message."),
  HELD_TOO_LONG(
      410,
      IDENTITY,
      207,
      "business-rule",
      409,
      false,
      "A result waited too long for an open exception and was applied without it. Look at both."),

  TEST_PATIENT(
      415,
      IDENTITY,
      204,
      "business-rule",
      422,
      false,
      "A test patient is labelled, searchable and never linked. See `test-patients` of the site."),
  STATE_CHANGE_KEPT(
      416,
      IDENTITY,
      204,
      "business-rule",
      422,
      false,
      "The sender changed or deleted something that is not changed here. It is kept; decide by hand."),

  // 5xx: configuration
  SITE_INVALID(
      501,
      CONFIGURATION,
      207,
      "invalid",
      422,
      false,
      "Correct the site's files as the text says and check again."),
  MAPPING_INVALID(
      502,
      CONFIGURATION,
      207,
      "invalid",
      422,
      false,
      "Correct the mapping as the text says and check again."),
  MAPPING_FAILED(
      503,
      CONFIGURATION,
      207,
      "exception",
      422,
      false,
      "A rule failed on this message. The message is kept; correct the rule and resubmit."),
  SOURCE_UNKNOWN(
      504, CONFIGURATION, 207, "not-found", 404, false, "No source fits. See the site's sources."),
  SOURCE_STOPPED(
      505, CONFIGURATION, 207, "suppressed", 409, true, "The source is stopped; start it."),
  NOTHING_TRANSLATED(
      506,
      CONFIGURATION,
      207,
      "not-supported",
      422,
      false,
      "No rule made a resource of this message."),
  ENVIRONMENT_WRONG(
      507,
      CONFIGURATION,
      202,
      "business-rule",
      422,
      false,
      "The message belongs to another environment (MSH-11)."),
  FEED_DRAFT(
      508,
      CONFIGURATION,
      207,
      "business-rule",
      409,
      false,
      "The feed is a draft: it is journaled and rejected. Set its `state` in the site to shadow, pilot"
          + " or live, and have the message sent again."),
  FEED_SHADOW(
      509,
      CONFIGURATION,
      207,
      "suppressed",
      409,
      false,
      "The feed is in shadow: it is translated and nothing is applied. Set its `state` in the site to"
          + " pilot or live; what is to count is then sent again."),
  SITE_BUSY(
      520,
      CONFIGURATION,
      207,
      "conflict",
      409,
      true,
      "The site was not changed because messages were in line; try again when less is."),

  // 6xx: requests
  REQUEST_INVALID(
      601, REQUEST, 207, "invalid", 400, false, "Correct the request as the text says."),
  NOT_FOUND(602, REQUEST, 207, "not-found", 404, false, "There is nothing under this address."),
  UNAUTHENTICATED(
      603,
      REQUEST,
      207,
      "login",
      401,
      false,
      "Send a valid bearer token; `trestle token create` makes one."),
  FORBIDDEN(
      604, REQUEST, 207, "forbidden", 403, false, "The token does not have the right to do this."),
  CONFLICT(605, REQUEST, 207, "conflict", 409, true, "It was changed meanwhile; read it again."),
  NOT_SUPPORTED(
      606,
      REQUEST,
      207,
      "not-supported",
      400,
      false,
      "See the CapabilityStatement for what is supported."),
  GONE(607, REQUEST, 207, "deleted", 410, false, "It was deleted; its history is there."),
  TOO_COSTLY(608, REQUEST, 207, "too-costly", 400, false, "Narrow the request."),
  BODY_TOO_LARGE(
      609, REQUEST, 207, "too-long", 413, false, "Send less in one request; see docs/access.md."),
  BODIES_BUSY(
      610,
      REQUEST,
      207,
      "throttled",
      503,
      true,
      "Other large requests are being read; send it again when they are done."),
  WAITS_FULL(
      611,
      REQUEST,
      207,
      "throttled",
      429,
      true,
      "Take the answers of the requests that wait, or ask without waiting."),

  // 7xx: machine and database
  DATABASE_UNAVAILABLE(
      701,
      INFRASTRUCTURE,
      207,
      "transient",
      503,
      true,
      "The database does not answer. Work resumes by itself when it is back."),
  DATABASE_NOT_DURABLE(
      702,
      INFRASTRUCTURE,
      207,
      "exception",
      503,
      false,
      "Switch on fsync, full_page_writes and synchronous_commit; Trestle does not receive without them."),
  DATABASE_VERSION(
      703,
      INFRASTRUCTURE,
      207,
      "exception",
      503,
      false,
      "The database was written by another version; use that version or a newer one."),
  DISK_LOW(
      704,
      INFRASTRUCTURE,
      207,
      "no-store",
      503,
      true,
      "Free disk space; intake resumes by itself."),
  DATA_LOCKED(
      705,
      INFRASTRUCTURE,
      207,
      "lock-error",
      503,
      false,
      "Another process uses this data folder. Stop it, or choose another folder with --data."),
  DATA_NOT_WRITABLE(
      706,
      INFRASTRUCTURE,
      207,
      "exception",
      503,
      false,
      "Make the data folder writable for this user, or choose another with --data."),
  PORT_TAKEN(
      707,
      INFRASTRUCTURE,
      207,
      "exception",
      503,
      false,
      "Stop the program that uses the port, or choose another (0 = any free one)."),
  MASTER_KEY_WRONG(
      708,
      INFRASTRUCTURE,
      207,
      "security",
      503,
      false,
      "Provide the master key that this data was sealed with. A new one is never made for existing data."),
  CIPHERTEXT_INVALID(
      709,
      INFRASTRUCTURE,
      207,
      "security",
      500,
      false,
      "Sealed data does not open: it was changed, or belongs to another row. Restore it from a backup."),
  SHUTTING_DOWN(710, INFRASTRUCTURE, 207, "transient", 503, true, "Trestle is stopping."),
  QUEUE_FULL(
      711,
      INFRASTRUCTURE,
      207,
      "throttled",
      503,
      true,
      "Too much work is waiting; reading stops until it has gone down."),
  UNPRIVILEGED_IMPOSSIBLE(
      712,
      INFRASTRUCTURE,
      207,
      "exception",
      503,
      false,
      "PostgreSQL does not run as root. Start Trestle as an ordinary user."),
  DATABASE_START_FAILED(
      713,
      INFRASTRUCTURE,
      207,
      "exception",
      503,
      true,
      "PostgreSQL did not start; its log says why."),
  VALIDATOR_MISSING(
      714,
      INFRASTRUCTURE,
      207,
      "not-supported",
      501,
      false,
      "Start Trestle by its script, which builds the validator along, or ask without"
          + " `validator=hapi`."),
  VALIDATOR_BUSY(
      715,
      INFRASTRUCTURE,
      207,
      "throttled",
      503,
      true,
      "It answers one question after the other; ask again."),
  VALIDATOR_FAILED(
      716,
      INFRASTRUCTURE,
      207,
      "exception",
      502,
      true,
      "It is started anew for the next question. Our own checker does not depend on it."),
  BACKUP_DAMAGED(
      720,
      INFRASTRUCTURE,
      207,
      "security",
      500,
      false,
      "The backup was cut or changed. Nothing was restored from it; use another copy."),
  BACKUP_VERSION(
      721,
      INFRASTRUCTURE,
      207,
      "not-supported",
      409,
      false,
      "Restore the backup with the release that wrote it, then start the newer release on that data."),
  RESTORE_TARGET_NOT_EMPTY(
      722,
      INFRASTRUCTURE,
      207,
      "conflict",
      409,
      false,
      "A backup is restored into a new or empty folder and an empty database, never over data."),
  RESTORE_UNFINISHED(
      723,
      INFRASTRUCTURE,
      207,
      "incomplete",
      409,
      false,
      "A restore was broken off here. Delete the folder (or empty the database) and restore again."),
  FILE_UNREADABLE(
      724,
      INFRASTRUCTURE,
      207,
      "exception",
      400,
      false,
      "Check the name of the file, its rights, and that the disk is there and not full."),

  // 9xx
  DEFECT_INTERNAL(
      901,
      DEFECT,
      207,
      "exception",
      500,
      true,
      "A defect of Trestle. Report it with the log lines around it.");

  private final int number;
  private final ProblemCategory category;
  private final int hl7ErrorCode;
  private final String issueType;
  private final int httpStatus;
  private final boolean retryHelps;
  private final String advice;

  ProblemCode(
      int number,
      ProblemCategory category,
      int hl7ErrorCode,
      String issueType,
      int httpStatus,
      boolean retryHelps,
      String advice) {
    this.number = number;
    this.category = category;
    this.hl7ErrorCode = hl7ErrorCode;
    this.issueType = issueType;
    this.httpStatus = httpStatus;
    this.retryHelps = retryHelps;
    this.advice = advice;
  }

  /** The code with this number; empty for one that this release does not know. */
  public static Optional<ProblemCode> of(int number) {
    return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
  }

  /** Stable number, three digits. */
  public int number() {
    return number;
  }

  public ProblemCategory category() {
    return category;
  }

  /** Code of HL7 table 0357 for ERR-3. */
  public int hl7ErrorCode() {
    return hl7ErrorCode;
  }

  /** Code of FHIR R4 issue-type. */
  public String issueType() {
    return issueType;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** Whether the same attempt can pass later without anybody changing anything. */
  public boolean retryHelps() {
    return retryHelps;
  }

  /** What to do about it, one or two sentences. */
  public String advice() {
    return advice;
  }

  /** The code with this id, if there is one. */
  public static Optional<ProblemCode> of(String id) {
    return Arrays.stream(values()).filter(code -> code.id().equals(id)).findFirst();
  }

  /** The name used in JSON, logs and metrics, for example {@code date-invalid}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
