package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we read of a legal message is what HAPI HL7 v2 reads of it. */
class HapiOracleTest {
  private static final int RUNS = 600;

  @Test
  void legalMessagesReadAsHapiReadsThem() throws Exception {
    try (HapiContext context = new DefaultHapiContext()) {
      context.setModelClassFactory(new GenericModelClassFactory());
      context.setValidationContext(ValidationContextFactory.noValidation());
      for (long seed = 0; seed < RUNS; seed++) {
        String text = new RandomMessages(seed).legal();
        try {
          compare(text, context.getGenericParser().parse(text));
        } catch (HL7Exception | AssertionError e) {
          throw new AssertionError("seed " + seed + "\n" + text.replace('\r', '\n'), e);
        }
      }
    }
  }

  private static void compare(String text, Message hapi) throws HL7Exception {
    Hl7Message ours = Texts.read(text.getBytes(StandardCharsets.UTF_8));
    List<ca.uhn.hl7v2.model.Segment> theirs = new ArrayList<>();
    for (String name : hapi.getNames()) {
      for (Structure each : hapi.getAll(name)) {
        theirs.add((ca.uhn.hl7v2.model.Segment) each);
      }
    }
    assertThat(theirs).hasSize(ours.segmentCount());
    for (int i = 0; i < theirs.size(); i++) {
      compare(ours.segment(i), theirs.get(i));
    }
  }

  private static void compare(Segment ours, ca.uhn.hl7v2.model.Segment theirs) throws HL7Exception {
    assertThat(theirs.getName()).startsWith(ours.name());
    for (int field = 1; field <= ours.fieldCount() + 1; field++) {
      int repetitions = Math.max(ours.repetitions(field), theirs.getField(field).length);
      for (int repetition = 1; repetition <= repetitions; repetition++) {
        for (int component = 1; component <= 5; component++) {
          for (int subcomponent = 1; subcomponent <= 4; subcomponent++) {
            String their = Terser.get(theirs, field, repetition - 1, component, subcomponent);
            String our = ours.text(field, repetition, component, subcomponent);
            boolean deleted =
                ours.presence(field, repetition, component, subcomponent) == Presence.NULL;
            assertThat(deleted ? "\"\"" : our)
                .as(ours.location(field, repetition, component, subcomponent))
                .isEqualTo(their == null ? "" : their);
          }
        }
      }
    }
  }
}
