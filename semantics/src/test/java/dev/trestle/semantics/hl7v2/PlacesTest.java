package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every place of every field, whether something is there or not, is where a plain reading of its
 * bytes has it: in small fields, in such with more separators than are noted of a field, and behind
 * more than are noted of a message.
 */
class PlacesTest {
  private static final int RUNS = 2_000;
  private static final String LAST = "OBX|2|a^b~c^d&e^|^^f~~g\r";
  private static final int PLACES_OF_LAST = 92;

  @Test
  void everyPlaceIsWhereAPlainReadingHasIt() {
    int places = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      RandomMessages random = new RandomMessages(seed);
      Hl7Message message = Texts.read(seed % 2 == 0 ? random.anything() : random.damaged());
      for (int i = 0; i < message.segmentCount(); i++) {
        places += everyField("seed " + seed, message, i);
      }
    }
    assertThat(places).isGreaterThan(100 * RUNS);
  }

  @Test
  void theLastSeparatorsThatAreNotedOfAFieldAndTheFirstThatAreNot() {
    int places = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(Texts.MSH).append("\rOBX|1|");
      int separators = Separators.MANY - 2 + random.nextInt(5);
      for (int i = 0; i < separators; i++) {
        text.append(i % 7 == 3 ? "" : "a").append("^~^^&".charAt(random.nextInt(5)));
      }
      places += everyField("seed " + seed, Texts.read(text.append("z|after^it\r").toString()), 1);
    }
    assertThat(places).isGreaterThan(100 * RUNS);
  }

  @Test
  void behindMoreSeparatorsThanAreNotedOfAMessage() {
    byte[] head = Texts.bytes(Texts.MSH + "\rNTE|1|");
    byte[] last = Texts.bytes("\r" + LAST);
    // MSH-9 has one separator; the most that are noted end before, in, and behind the last segment.
    for (int fewer = 0; fewer < 14; fewer++) {
      byte[] raw = new byte[head.length + Separators.MOST - fewer + last.length];
      Arrays.fill(raw, (byte) '^');
      System.arraycopy(head, 0, raw, 0, head.length);
      System.arraycopy(last, 0, raw, raw.length - last.length, last.length);
      Hl7Message message = Texts.read(raw);
      assertThat(message.segmentCount()).isEqualTo(3);
      assertThat(everyField("fewer by " + fewer, message, 2)).isEqualTo(PLACES_OF_LAST);
    }
  }

  @Test
  void behindMoreFieldsThanAreNotedOfAMessage() {
    for (int fewer = 0; fewer < 30; fewer++) {
      int fields = Separators.MOST - fewer;
      Hl7Message message = Texts.read(Texts.MSH + "\rNTE" + "|".repeat(fields) + "x^y~z\r" + LAST);
      everyPart("fewer by " + fewer, message.segment(1), field(message, 1, fields), fields);
      assertThat(everyField("fewer by " + fewer, message, 2)).isEqualTo(PLACES_OF_LAST);
    }
  }

  /** Compares all places, and how many. */
  private static int everyField(String of, Hl7Message message, int index) {
    int places = 0;
    Segment segment = message.segment(index);
    boolean header = Set.of("MSH", "BHS", "FHS").contains(segment.name());
    for (int field = header ? 3 : 1; field <= segment.fieldCount() + 1; field++) {
      places += everyPart(of, segment, field(message, index, header ? field - 1 : field), field);
    }
    return places;
  }

  private static int everyPart(String of, Segment segment, Part whole, int field) {
    int places = 0;
    int repetitions = segment.repetitions(field);
    for (int repetition = repetitions + 1; repetition >= 0; repetition--) {
      Part inRepetition = whole.repetition(repetition);
      require(of, segment, inRepetition, field, repetition, 0, 0);
      places++;
      int components = segment.components(field, repetition);
      for (int component = 1; component <= components + 1; component++) {
        Part inComponent = inRepetition.component(component);
        require(of, segment, inComponent, field, repetition, component, 0);
        places++;
        int subcomponents = segment.subcomponents(field, repetition, component);
        for (int sub = 1; sub <= subcomponents + 1; sub++) {
          require(of, segment, inComponent.subcomponent(sub), field, repetition, component, sub);
          places++;
        }
      }
    }
    return places;
  }

  private static void require(
      String of, Segment segment, Part part, int field, int repetition, int component, int sub) {
    int start = segment.start(field, repetition, component, sub);
    int length = segment.length(field, repetition, component, sub);
    int expected = part.isBlank() ? -1 : part.from;
    int expectedLength = part.isBlank() ? 0 : part.to - part.from;
    if (start != expected || length != expectedLength) {
      throw new AssertionError(
          "%s: %s-%d[%d].%d.%d is at %d for %d bytes, found at %d for %d"
              .formatted(
                  of,
                  segment.name(),
                  field,
                  repetition,
                  component,
                  sub,
                  expected,
                  expectedLength,
                  start,
                  length));
    }
  }

  /** The field behind so many field separators. */
  private static Part field(Hl7Message message, int index, int separators) {
    Segment segment = message.segment(index);
    Part all = new Part(message, segment.start(), segment.end());
    return all.part(message.delimiters().field(), separators + 1);
  }

  /** A stretch of a message; one that is not there has no bytes. */
  private record Part(Hl7Message message, int from, int to) {
    Part repetition(int number) {
      return number == 0 ? this : part(message.delimiters().repetition(), number);
    }

    Part component(int number) {
      return part(message.delimiters().component(), number);
    }

    Part subcomponent(int number) {
      return part(message.delimiters().subcomponent(), number);
    }

    /** A separator of zero is none: there is one part then. */
    Part part(byte separator, int number) {
      int begin = from;
      int left = number;
      for (int at = from; at < to; at++) {
        if (separator != 0 && message.raw()[at] == separator) {
          if (left == 1) {
            return new Part(message, begin, at);
          }
          left--;
          begin = at + 1;
        }
      }
      return new Part(message, left == 1 ? begin : to, to);
    }

    boolean isBlank() {
      Delimiters delimiters = message.delimiters();
      for (int at = from; at < to; at++) {
        byte b = message.raw()[at];
        boolean separates =
            b == delimiters.component()
                || b == delimiters.repetition()
                || b == delimiters.subcomponent();
        if (b == 0 || !separates) {
          return false;
        }
      }
      return true;
    }
  }
}
