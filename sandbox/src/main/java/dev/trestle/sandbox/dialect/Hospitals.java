package dev.trestle.sandbox.dialect;

import dev.trestle.sandbox.dialect.Notation.Codes;
import dev.trestle.sandbox.dialect.Notation.Identifiers;
import dev.trestle.sandbox.dialect.Notation.Narrative;
import dev.trestle.sandbox.dialect.Notation.Phones;
import dev.trestle.sandbox.dialect.Notation.Times;
import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hl7.Delimiters;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The three hospitals. The README of this module lists their quirks for readers. */
public final class Hospitals {
  private static final String CR = "\r";
  private static final String CR_LF = "\r\n";
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private Hospitals() {}

  public static List<HospitalProfile> all() {
    return List.of(mercy(), stluke(), northside());
  }

  /** Modern and talkative: UTF-8, offsets, Z segments; its laboratory strips leading zeros. */
  public static HospitalProfile mercy() {
    Wire wire = new Wire(StandardCharsets.UTF_8, "UNICODE UTF-8", Delimiters.USUAL, CR);
    Notation adt =
        new Notation(
            Times.OFFSET,
            Identifiers.SEVERAL,
            Phones.COMPONENTS,
            Narrative.REPETITIONS,
            Codes.LOINC_FIRST,
            Set.of());
    Notation lab =
        new Notation(
            Times.OFFSET,
            Identifiers.FULL,
            Phones.COMPONENTS,
            Narrative.REPETITIONS,
            Codes.LOINC_FIRST,
            Set.of(Trait.STRIPS_ZEROS, Trait.FORMER_NAMES));
    return new HospitalProfile(
        "mercy",
        "Mercy Prairie Medical Center",
        ZoneId.of("America/Chicago"),
        "MERCYMRN",
        "2.16.840.1.113883.19.5.1",
        new Numbers("", 8, 120_041, 7),
        new FeedProfile("adt", "MERCYREG", "MERCY", "2.5.1", wire, adt),
        new FeedProfile("lab", "MERCYLIS", "MERCY", "2.5.1", wire, lab),
        true,
        new Habits(0.01, 0.02, 0.002, 0.08, 0.02, 0, 0.1, 0.1));
  }

  /** Old: v2.3, windows-1252 that nobody declares, no authorities, no offsets, many repeats. */
  public static HospitalProfile stluke() {
    Notation adt =
        new Notation(
            Times.SECONDS,
            Identifiers.BARE,
            Phones.TEXT,
            Narrative.BREAKS,
            Codes.LOCAL_FIRST,
            Set.of(Trait.NO_STRUCTURE, Trait.TYPOGRAPHIC));
    Notation lab =
        new Notation(
            Times.SECONDS,
            Identifiers.BARE,
            Phones.TEXT,
            Narrative.BREAKS,
            Codes.LOCAL_FIRST,
            Set.of(Trait.NO_STRUCTURE, Trait.TYPOGRAPHIC, Trait.LINE_FEED_IN_NOTES));
    return new HospitalProfile(
        "stluke",
        "St. Luke Harbor Hospital",
        ZoneId.of("America/New_York"),
        "SLH",
        "2.16.840.1.113883.19.5.2",
        new Numbers("", 0, 41_874, 3),
        new FeedProfile(
            "adt", "SLREG", "SLH", "2.3", new Wire(WINDOWS_1252, "", Delimiters.USUAL, CR), adt),
        new FeedProfile(
            "lab", "SLLAB", "SLH", "2.3", new Wire(WINDOWS_1252, "", Delimiters.USUAL, CR_LF), lab),
        false,
        new Habits(0.08, 0.03, 0.002, 0.08, 0.15, 0, 0.05, 0.1));
  }

  /** Mixed versions, ISO 8859-1, other delimiters on the lab feed, storms of updates. */
  public static HospitalProfile northside() {
    Notation adt =
        new Notation(
            Times.MINUTES,
            Identifiers.FULL,
            Phones.COMPONENTS,
            Narrative.OBX_PER_LINE,
            Codes.LOINC_ONLY,
            Set.of(Trait.ACCOUNT_IN_PID18, Trait.NO_SUB_IDS));
    Notation lab =
        new Notation(
            Times.SECONDS,
            Identifiers.FULL,
            Phones.COMPONENTS,
            Narrative.OBX_PER_LINE,
            Codes.LOINC_ONLY,
            Set.of(Trait.ACCOUNT_IN_PID18, Trait.NO_SUB_IDS));
    Delimiters swapped = new Delimiters('|', '~', '^', '\\', '&');
    Charset latin1 = StandardCharsets.ISO_8859_1;
    return new HospitalProfile(
        "northside",
        "Northside Regional Health",
        ZoneId.of("America/Los_Angeles"),
        "NSR",
        "2.16.840.1.113883.19.5.3",
        new Numbers("N", 7, 200_113, 11),
        new FeedProfile(
            "adt", "NSADT", "NSR", "2.4", new Wire(latin1, "8859/1", Delimiters.USUAL, CR), adt),
        new FeedProfile(
            "lab", "NSLIS", "NSR", "2.5.1", new Wire(latin1, "8859/1", swapped, CR), lab),
        false,
        new Habits(0.01, 0.03, 0.002, 0.08, 0.02, 0.08, 0.4, 0.15));
  }
}
