package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.v251.segment.OBX;
import ca.uhn.hl7v2.model.v251.segment.PID;
import ca.uhn.hl7v2.model.v251.segment.PV1;
import ca.uhn.hl7v2.parser.DefaultModelClassFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names of fields, held against another library's. */
class FieldNamesTest {
  @Test
  void namesAreThoseOfTheStandardInTheirPlaces() {
    DefaultModelClassFactory factory = new DefaultModelClassFactory();
    GenericMessage message = new GenericMessage.V251(factory);
    for (Segment segment :
        List.of(new PID(message, factory), new PV1(message, factory), new OBX(message, factory))) {
      String[] names = segment.getNames();
      for (int field = 1; field <= names.length; field++) {
        assertThat(FieldNamesResource.name(segment.getName(), field).orElse(""))
            .as("%s-%s", segment.getName(), field)
            .isEqualTo(names[field - 1].strip().replaceAll("\\s+", " "));
      }
    }
  }

  @Test
  void whatTheStandardDoesNotKnowHasNoName() {
    assertThat(FieldNamesResource.name("ZPD", 1)).isEmpty();
    assertThat(FieldNamesResource.name("PID", 0)).isEmpty();
    assertThat(FieldNamesResource.name("PID", 999)).isEmpty();
  }
}
