package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.FeedProfile;
import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hl7.SegmentWriter;
import dev.trestle.sandbox.people.Letters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** A message being written in the dialect of its feed. */
final class Draft {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT);

  final HospitalProfile hospital;
  final FeedProfile feed;
  final SegmentWriter out;
  final String type;
  final String controlId;
  final Instant event;
  final Instant sent;
  final EnumSet<Quirk> quirks = EnumSet.noneOf(Quirk.class);

  Draft(
      HospitalProfile hospital,
      FeedProfile feed,
      String type,
      String controlId,
      Instant event,
      Instant sent) {
    this.hospital = hospital;
    this.feed = feed;
    this.type = type;
    this.controlId = controlId;
    this.event = event;
    this.sent = sent;
    this.out = new SegmentWriter(feed.wire().delimiters(), feed.wire().segmentEnd());
  }

  boolean has(Trait trait) {
    return feed.notation().has(trait);
  }

  String time(Instant instant) {
    DateTimeFormatter form =
        switch (feed.notation().times()) {
          case OFFSET -> OFFSET;
          case SECONDS -> SECONDS;
          case MINUTES -> MINUTES;
        };
    return form.format(instant.atZone(hospital.zone()));
  }

  static String date(LocalDate date) {
    return DATE.format(date);
  }

  /** Text with the letters that the feed's character set has. */
  String letters(String text) {
    return Letters.in(feed.wire().charset(), text);
  }

  /** XPN or PN, the type where the version has it. */
  String name(String family, String given, String middle, String suffix, String nameType) {
    return out.components(
        letters(family), letters(given), letters(middle), letters(suffix), "", "", nameType);
  }

  /** XCN of a member of staff: number, family and given name. */
  String staff(List<String> member) {
    return out.components(member.get(0), member.get(1), member.get(2));
  }

  /** CX with an authority of the hospital, in the form of the feed. */
  String identifier(String value, String namespace, String oid, String identifierType) {
    return switch (feed.notation().identifiers()) {
      case BARE -> out.components(value, "", "", "", identifierType);
      case FULL, SEVERAL ->
          out.assembled(
              out.escaped(value),
              "",
              "",
              out.subcomponents(namespace, oid, oid.isEmpty() ? "" : "ISO"),
              identifierType);
    };
  }

  /** CE or CWE. */
  String coded(String code, String text, String system) {
    return out.components(code, text, system);
  }
}
