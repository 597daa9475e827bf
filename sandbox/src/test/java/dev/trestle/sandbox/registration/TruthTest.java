package dev.trestle.sandbox.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.people.Population;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static final int SIZE = 6000;
  private final Population population = new Population(3, SIZE, LocalDate.of(2026, 1, 5));
  private final Truth truth = Truth.of(population, Hospitals.all());

  private Stream<Registration> all() {
    return Hospitals.all().stream().flatMap(h -> truth.registrations(h.id()).stream());
  }

  private Set<String> hospitalsOf(int person) {
    return truth.registrationsOf(person).stream()
        .map(Registration::healthSystem)
        .collect(Collectors.toSet());
  }

  @Test
  void everybodyIsRegisteredSomewhereAndAboutFifteenInAHundredAtTwoHospitals() {
    assertThat(population.people()).noneMatch(p -> hospitalsOf(p.index()).isEmpty());
    long two = population.people().filter(p -> hospitalsOf(p.index()).size() > 1).count();
    assertThat(two).isBetween(SIZE * 12L / 100, SIZE * 18L / 100);
  }

  @Test
  void aNumberBelongsToOnePerson() {
    all()
        .forEach(
            r ->
                assertThat(truth.personOf(r.healthSystem(), r.mrn()).orElseThrow())
                    .isEqualTo(r.person()));
    assertThat(all().map(r -> r.healthSystem() + r.mrn()).distinct().count())
        .isEqualTo(all().count());
    assertThat(truth.personOf("mercy", "nobody")).isEmpty();
  }

  @Test
  void aDuplicateIsTheSamePersonAtTheSameHospital() {
    List<Registration> duplicates = all().filter(r -> r.duplicateOf() != null).toList();
    assertThat(duplicates).hasSizeGreaterThan(SIZE / 50);
    for (Registration duplicate : duplicates) {
      assertThat(truth.personOf(duplicate.healthSystem(), String.valueOf(duplicate.duplicateOf())))
          .hasValue(duplicate.person());
    }
  }

  @Test
  void aNewbornIsWhereItsMotherIs() {
    population
        .people()
        .filter(p -> p.mother() >= 0)
        .forEach(p -> assertThat(hospitalsOf(p.mother())).containsAll(hospitalsOf(p.index())));
  }

  @Test
  void everyVariationOccursAndChangesWhatIsKnown() {
    Set<Variation> seen = EnumSet.noneOf(Variation.class);
    all()
        .filter(r -> !r.variations().isEmpty())
        .forEach(
            r -> {
              Person person = population.person(r.person());
              Person known = truth.known(r);
              seen.addAll(r.variations());
              if (!r.variations().equals(List.of(Variation.SPARSE))
                  && !r.variations().equals(List.of(Variation.FAMILY_TYPO))) {
                assertThat(known).as("%s", r.variations()).isNotEqualTo(person);
              }
              assertThat(known).isEqualTo(truth.known(r));
            });
    assertThat(seen).containsExactlyInAnyOrder(Variation.values());
  }
}
