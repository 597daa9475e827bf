package dev.trestle.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.ModelText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of what people say. */
class PeopleEncoderTest {
  private final PeopleEncoder encoder =
      new PeopleEncoder(
          ModelText.placeholders(ModelText.resource("placeholders.yaml")),
          new DateReader(2026, false),
          19_061_127,
          20_261_129,
          List.of("full-name"));

  @Test
  void aColumnOfFullNamesAddsOnlyWhatTheNameDoesNotSay() {
    Person person = new Person("1");
    person.add(new Person.Name("Watts", "William", "William Whitehead Watts", ""));
    person.add(Attribute.OTHER, "full-name", "William Whitehead Watts");
    encoder.add(person);
    PeopleTable table = encoder.finish();
    int other = Field.OTHER.index();
    assertThat(table.text(other, table.value(other, 0, 0))).isEqualTo("WHITEHEAD");
    assertThat(table.count(Field.MIDDLE.index(), 0)).isOne();
  }

  @Test
  void datesAreReadAsPeopleWriteThem() {
    for (String text :
        List.of(
            "1961-02-13", "19610213", "2/13/1961", "2/13/61", "1961/02/13", "1961-02-13T08:00")) {
      assertThat(new DateReader(2026, false).read(text)).as(text).hasValue(19_610_213);
    }
    assertThat(new DateReader(2026, true).read("03.02.61")).hasValue(19_610_203);
    assertThat(new DateReader(2026, false).read("1961")).hasValue(19_610_000);
    assertThat(new DateReader(2026, false).read("unknown")).isEmpty();
  }

  @Test
  void whatStandsForNotKnownIsLeftOut() {
    Person person = new Person("1");
    person.add(new Person.Name("Doe", "John", "", ""));
    person.add(Attribute.SSN, "", "123-45-6789");
    person.add(Attribute.PHONE, "", "000-000-0000");
    person.add(Attribute.BIRTH_DATE, "", "1900-01-01");
    person.add(Attribute.BIRTH_DATE, "", "2031-01-05");
    encoder.add(person);
    PeopleTable table = encoder.finish();
    for (int field = 0; field < table.fieldCount(); field++) {
      assertThat(table.count(field, 0)).as(table.fieldName(field)).isZero();
    }
  }
}
