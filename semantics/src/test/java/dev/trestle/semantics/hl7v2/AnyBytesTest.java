package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that can arrive makes the reader throw, and what it says about itself agrees. */
class AnyBytesTest {
  private static final int RUNS = 3_000;
  private static final Source SOURCE = KeysTest.Sites.source("mercy/adt", "MRN");
  private static final Site SITE = KeysTest.Sites.site(SOURCE);
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-02-03T04:05:06Z");

  @Test
  void anyBytesAreReadWithoutAnException() {
    for (long seed = 0; seed < RUNS; seed++) {
      RandomMessages random = new RandomMessages(seed);
      byte[] raw = seed % 2 == 0 ? random.anything() : random.damaged();
      try {
        everything(raw);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void everything(byte[] raw) {
    byte[] before = raw.clone();
    Hl7Message message = Hl7Message.read(raw, ReadOptions.DEFAULT);
    leavesAgree(message);
    assertThat(segments(Grouping.group(message))).isEqualTo(message.segmentCount());
    for (Finding finding : message.findings()) {
      assertThat(finding.text()).isNotBlank();
    }
    dialect(raw, message);
    Hl7Message.read(raw, new ReadOptions("8859/1")).findings();
    assertThat(raw).isEqualTo(before);
  }

  private static void leavesAgree(Hl7Message message) {
    int[] last = {-1};
    message.forEachLeaf(
        (segment, field, repetition, component, subcomponent, start, length) -> {
          require(length > 0 && start > last[0], "leaves come in order");
          require(start >= segment.start() && start + length <= segment.end(), "inside");
          last[0] = start + length - 1;
          require(
              start == segment.start(field, repetition, component, subcomponent)
                  && length == segment.length(field, repetition, component, subcomponent),
              "the same place by its numbers");
          require(
              field <= segment.fieldCount()
                  && repetition <= segment.repetitions(field)
                  && component <= segment.components(field, repetition)
                  && subcomponent <= segment.subcomponents(field, repetition, component),
              "counted");
          String text = segment.text(field, repetition, component, subcomponent);
          require(text.chars().noneMatch(Ascii::isIllegalControl), "legal in FHIR");
          byte[] raw = message.raw();
          boolean quotes = length == 2 && raw[start] == '"' && raw[start + 1] == '"';
          Presence presence = segment.presence(field, repetition, component, subcomponent);
          require(presence == (quotes ? Presence.NULL : Presence.VALUED), "presence");
          String location = segment.location(field, repetition, component, subcomponent);
          require(location.startsWith(segment.name()), "location");
        });
  }

  /** AssertJ is too slow for what runs a million times. */
  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  private static int segments(SegmentGroup group) {
    return group.segments().size()
        + group.children().stream().mapToInt(AnyBytesTest::segments).sum();
  }

  private static void dialect(byte[] raw, Hl7Message message) {
    Hl7v2Dialect dialect = new Hl7v2Dialect();
    assertThat(dialect.header(raw).isPresent()).isEqualTo(message.hasMsh());
    dialect.header(raw).ifPresent(header -> assertThat(header.type()).doesNotContain("\r"));
    dialect.keys(raw, SOURCE, SITE);
    byte[] answer = dialect.answer(raw, AnswerCode.AA, null, NOW, "X1");
    assertThat(AnswerReader.read(answer)).isPresent();
    assertThat(answer).doesNotContain(Ascii.VT, Ascii.FS);
    AnswerReader.read(raw);
    dialect.batch(raw).ifPresent(batch -> dialect.batchAnswer(raw, List.of(answer), NOW, "X2"));
  }
}
