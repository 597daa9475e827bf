package dev.trestle.sandbox.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 5);
  private static final int SIZE = 4000;
  private final Population population = new Population(7, SIZE, AS_OF);

  @Test
  void theSameSeedGivesTheSamePeopleInWhateverOrderTheyAreAskedFor() {
    Population other = new Population(7, SIZE, AS_OF);
    List<Person> backwards =
        IntStream.range(0, SIZE).mapToObj(i -> other.person(SIZE - 1 - i)).toList();
    for (int i = 0; i < SIZE; i++) {
      assertThat(backwards.get(SIZE - 1 - i)).isEqualTo(population.person(i));
    }
  }

  @Test
  void aBiggerPopulationBeginsWithTheSmallerOne() {
    Population bigger = new Population(7, SIZE * 2, AS_OF);
    assertThat(bigger.people().limit(SIZE).toList()).isEqualTo(population.people().toList());
  }

  @Test
  void anotherSeedGivesOtherPeople() {
    Population other = new Population(8, SIZE, AS_OF);
    long same =
        IntStream.range(0, SIZE)
            .filter(i -> other.person(i).name().equals(population.person(i).name()))
            .count();
    assertThat(same).isLessThan(SIZE / 100);
  }

  @Test
  void twinsAreBornOnOneDayInOneFamily() {
    List<Person> second = population.people().filter(p -> p.birthOrder() == 2).toList();
    assertThat(second).hasSizeGreaterThan(SIZE / 50);
    for (Person twin : second) {
      Person first = population.person(twin.index() - 1);
      assertThat(first.birthOrder()).isEqualTo(1);
      assertThat(first.birthDate()).isEqualTo(twin.birthDate());
      assertThat(first.name().family()).isEqualTo(twin.name().family());
    }
  }

  @Test
  void aNewbornHasAMotherAndNoNumber() {
    List<Person> newborns = population.people().filter(p -> p.mother() >= 0).toList();
    assertThat(newborns).hasSizeGreaterThan(SIZE / 50);
    for (Person newborn : newborns) {
      assertThat(population.person(newborn.mother()).sex()).isEqualTo(Sex.F);
      assertThat(newborn.socialSecurityNumber()).isEmpty();
      assertThat(newborn.birthDate()).isBetween(AS_OF.minusDays(3), AS_OF);
    }
  }

  @Test
  void numbersLookValidAndAreNoneOfTheKnownTestNumbers() {
    population
        .people()
        .flatMap(p -> p.socialSecurityNumber().stream())
        .forEach(
            ssn -> {
              assertThat(ssn).matches("\\d{9}").doesNotMatch("(000|666|9..).*|...00.*|.*0000");
              assertThat(ssn).isNotIn("123456789", "078051120", "219099999", "457555462");
            });
    population
        .people()
        .forEach(p -> assertThat(p.home().digits()).matches("[2-9]\\d\\d[2-9]\\d{6}"));
  }

  @Test
  void peopleHaveNamesInManyScriptsAndFormerNames() {
    assertThat(population.people().filter(p -> p.script() != null).count())
        .isGreaterThan(SIZE / 20);
    assertThat(population.people().filter(p -> p.previousFamily() != null).count())
        .isGreaterThan(SIZE / 20);
    assertThat(
            population
                .people()
                .filter(p -> !Letters.plain(p.name().family()).equals(p.name().family()))
                .count())
        .isGreaterThan(SIZE / 5);
  }

  @Test
  void leakTermsAreDistinctiveAndDoNotPrint() {
    List<LeakTerm> terms = population.leakTerms(200);
    assertThat(terms).doesNotHaveDuplicates().hasSizeGreaterThan(2000);
    assertThat(terms).allMatch(term -> term.text().length() >= 6);
    assertThat(terms).noneMatch(term -> Nicknames.of(term.text()).isPresent());
    assertThat(terms.get(0).toString()).doesNotContain(terms.get(0).text());
    Person first = population.person(0);
    assertThat(terms)
        .extracting(LeakTerm::text)
        .contains(first.name().family(), first.address().street());
  }

  @Test
  void nothingPrintsAPerson() {
    Person person = population.person(0);
    assertThat(person.toString() + person.name() + person.address() + person.home())
        .doesNotContain(person.name().family())
        .doesNotContain(person.address().street())
        .doesNotContain(person.home().line());
  }
}
