package dev.trestle.sandbox.hospital;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.dialect.FeedProfile;
import dev.trestle.sandbox.dialect.Habits;
import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.dialect.Notation.Codes;
import dev.trestle.sandbox.dialect.Notation.Identifiers;
import dev.trestle.sandbox.dialect.Notation.Phones;
import dev.trestle.sandbox.dialect.Notation.Times;
import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hl7.Delimiters;
import dev.trestle.sandbox.seed.Draw;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** One feed: numbers its messages, delays some, sends some again. */
final class FeedLine {
  private static final Duration SHORTEST_DELAY = Duration.ofMinutes(20);
  private static final Duration LONGEST_DELAY = Duration.ofHours(9);

  private final HospitalProfile hospital;
  private final FeedProfile feed;
  private final SourceName name;
  private final Draw draw;
  private final Agenda<SimulatedMessage> outbox;
  private int number;

  FeedLine(HospitalProfile hospital, FeedProfile feed, Draw draw, Agenda<SimulatedMessage> outbox) {
    this.hospital = hospital;
    this.feed = feed;
    this.name = new SourceName(hospital.id(), feed.name());
    this.draw = draw;
    this.outbox = outbox;
  }

  /**
   * Starts a message with its MSH.
   *
   * @param structure MSH-9.3
   * @param event when it happened
   */
  Draft draft(String code, String trigger, String structure, Instant event) {
    Habits habits = hospital.habits();
    boolean late = draw.chance(habits.late());
    boolean reused = number > 20 && draw.chance(habits.reusedControlId());
    Instant sent = late ? event.plus(draw.between(SHORTEST_DELAY, LONGEST_DELAY)) : event;
    int id = reused ? number - draw.between(1, 20) : ++number;
    Draft draft = new Draft(hospital, feed, code + "^" + trigger, controlId(id), event, sent);
    if (late) {
      draft.quirks.add(Quirk.LATE);
    }
    if (reused) {
      draft.quirks.add(Quirk.REUSED_CONTROL_ID);
    }
    header(draft, code, trigger, structure);
    return draft;
  }

  private String controlId(int id) {
    return feed.application() + Draw.padded(id, 9);
  }

  private void header(Draft draft, String code, String trigger, String structure) {
    boolean short9 = draft.has(Trait.NO_STRUCTURE);
    draft
        .out
        .header()
        .text(3, feed.application())
        .text(4, feed.facility())
        .text(5, "TRESTLE")
        .text(6, "TRESTLE")
        .text(7, draft.time(draft.sent))
        .raw(9, draft.out.components(code, trigger, short9 ? "" : structure))
        .text(10, draft.controlId)
        .text(11, "P")
        .text(12, feed.version())
        .text(18, feed.wire().declared());
  }

  /** Sends the message, and perhaps again later. */
  void post(Draft draft) {
    byte[] bytes = draft.out.bytes(feed.wire().charset());
    draft.quirks.addAll(always());
    if (beyondAscii(bytes)) {
      draft.quirks.add(letters(feed.wire().charset()));
    }
    add(draft, bytes, draft.sent, false);
    if (draw.chance(hospital.habits().resent())) {
      draft.quirks.add(Quirk.RESENT);
      int times = draw.chance(0.2) ? 2 : 1;
      for (int i = 1; i <= times; i++) {
        add(draft, bytes, draft.sent.plusSeconds(draw.between(5, 3600)), true);
      }
    }
  }

  private void add(Draft draft, byte[] bytes, Instant at, boolean copy) {
    Set<Quirk> quirks = Collections.unmodifiableSet(EnumSet.copyOf(draft.quirks));
    outbox.add(
        at, new SimulatedMessage(name, draft.type, draft.controlId, bytes, at, copy, quirks));
  }

  /** What is odd about every message of the feed. */
  private EnumSet<Quirk> always() {
    boolean offset = feed.notation().times() == Times.OFFSET;
    EnumSet<Quirk> quirks = EnumSet.of(offset ? Quirk.OFFSET_TIMES : Quirk.ZONELESS_TIMES);
    add(quirks, Quirk.CR_LF, feed.wire().segmentEnd().length() > 1);
    add(quirks, Quirk.OTHER_DELIMITERS, !feed.wire().delimiters().equals(Delimiters.USUAL));
    add(quirks, Quirk.NO_STRUCTURE, feed.notation().has(Trait.NO_STRUCTURE));
    add(quirks, Quirk.BARE_IDENTIFIER, feed.notation().identifiers() == Identifiers.BARE);
    add(quirks, Quirk.OLD_PHONES, feed.notation().phones() == Phones.TEXT);
    boolean results = feed.name().equals("lab");
    add(quirks, Quirk.LOCAL_CODES, results && feed.notation().codes() == Codes.LOCAL_FIRST);
    add(quirks, Quirk.NO_SUB_ID, results && feed.notation().has(Trait.NO_SUB_IDS));
    return quirks;
  }

  private static void add(EnumSet<Quirk> quirks, Quirk quirk, boolean present) {
    if (present) {
      quirks.add(quirk);
    }
  }

  private static Quirk letters(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return Quirk.UTF8_LETTERS;
    }
    return charset.equals(StandardCharsets.ISO_8859_1)
        ? Quirk.LATIN1_LETTERS
        : Quirk.UNDECLARED_CHARSET;
  }

  private static boolean beyondAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }
}
