package dev.trestle.sandbox.registration;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.people.LeakTerm;
import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.people.Population;
import dev.trestle.sandbox.seed.Draw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is who: which person stands behind each record number. A pure function of the population and
 * the hospitals.
 *
 * <p>About 15 % of people are registered at a second hospital and some at a third, mostly in
 * another spelling; about 4 % have a duplicate at one hospital, which is merged some day.
 */
public final class Truth {
  private static final double SECOND_HOSPITAL = 0.15;
  private static final double THIRD_HOSPITAL = 0.1;
  private static final double DUPLICATE = 0.04;
  private static final double SAME_SPELLING = 0.2;
  private static final double WITH_HOUSEHOLD = 0.8;

  private final Population population;
  private final List<HospitalProfile> hospitals;
  private final Map<String, List<Registration>> byHospital = new TreeMap<>();
  private final Map<String, Map<String, Registration>> byNumber = new TreeMap<>();
  private final Map<Integer, List<Registration>> byPerson = new HashMap<>();

  private Truth(Population population, List<HospitalProfile> hospitals) {
    this.population = population;
    this.hospitals = List.copyOf(hospitals);
    population.people().forEach(this::enrol);
  }

  public static Truth of(Population population, List<HospitalProfile> hospitals) {
    return new Truth(population, hospitals);
  }

  public Population population() {
    return population;
  }

  /** The person behind a record number as the hospital's registration writes it. */
  public OptionalInt personOf(String healthSystem, String mrn) {
    Optional<Registration> found = registration(healthSystem, mrn);
    return found.isPresent() ? OptionalInt.of(found.get().person()) : OptionalInt.empty();
  }

  public Optional<Registration> registration(String healthSystem, String mrn) {
    return Optional.ofNullable(byNumber.get(healthSystem)).map(numbers -> numbers.get(mrn));
  }

  /** Every registration of a hospital, in the order of its numbers. */
  public List<Registration> registrations(String healthSystem) {
    return List.copyOf(byHospital.getOrDefault(healthSystem, List.of()));
  }

  /** Every registration of a person, at all hospitals. */
  public List<Registration> registrationsOf(int person) {
    return List.copyOf(byPerson.getOrDefault(person, List.of()));
  }

  /** What the hospital believes about the person: the person with the registration's variations. */
  public Person known(Registration registration) {
    Draw draw = Draw.of(population.seed(), 4, registration.person(), hash(registration.mrn()));
    return Spelling.apply(
        population.person(registration.person()), registration.variations(), draw);
  }

  /**
   * What a leak search of stored files must not find about the first people: their terms, those of
   * every spelling under which a hospital knows them, and their record numbers where those are long
   * enough to be distinctive. Addresses and telephones of later updates are not among them.
   *
   * @param people how many people to take
   */
  public List<LeakTerm> leakTerms(int people) {
    Set<LeakTerm> terms = new LinkedHashSet<>(population.leakTerms(people));
    for (int person = 0; person < Math.min(people, population.size()); person++) {
      for (Registration registration : registrationsOf(person)) {
        terms.addAll(LeakTerm.of(known(registration), population.asOf()));
        LeakTerm.number("mrn", registration.mrn()).ifPresent(terms::add);
      }
    }
    return List.copyOf(terms);
  }

  private void enrol(Person person) {
    Draw draw = Draw.of(population.seed(), 3, person.index());
    int first = firstHospital(person);
    Registration primary = add(hospitals.get(first), person, List.of(), null);
    if (person.motherIndex().isPresent() || hospitals.size() < 2) {
      return;
    }
    if (draw.chance(DUPLICATE)) {
      add(hospitals.get(first), person, Spelling.choose(person, draw), primary.mrn());
    }
    if (draw.chance(SECOND_HOSPITAL)) {
      int step = draw.between(1, hospitals.size() - 1);
      elsewhere((first + step) % hospitals.size(), person, draw);
      if (hospitals.size() == 3 && draw.chance(THIRD_HOSPITAL)) {
        elsewhere((first + 3 - step) % hospitals.size(), person, draw);
      }
    }
  }

  private void elsewhere(int hospital, Person person, Draw draw) {
    boolean same = draw.chance(SAME_SPELLING);
    add(hospitals.get(hospital), person, same ? List.of() : Spelling.choose(person, draw), null);
  }

  /** Households mostly use one hospital, and a newborn is where its mother is. */
  private int firstHospital(Person person) {
    int who = person.motherIndex().orElse(person.index());
    Draw own = Draw.of(population.seed(), 5, who);
    if (own.chance(WITH_HOUSEHOLD)) {
      return Draw.of(population.seed(), 6, Population.block(who)).below(hospitals.size());
    }
    return own.below(hospitals.size());
  }

  private Registration add(
      HospitalProfile hospital,
      Person person,
      List<Variation> variations,
      @Nullable String duplicateOf) {
    List<Registration> registrations =
        byHospital.computeIfAbsent(hospital.id(), id -> new ArrayList<>());
    String mrn = hospital.numbers().format(registrations.size());
    Registration registration =
        new Registration(hospital.id(), mrn, person.index(), variations, duplicateOf);
    registrations.add(registration);
    byNumber.computeIfAbsent(hospital.id(), id -> new HashMap<>()).put(mrn, registration);
    byPerson.computeIfAbsent(person.index(), index -> new ArrayList<>(1)).add(registration);
    return registration;
  }

  private static long hash(String text) {
    long hash = 7;
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return hash;
  }
}
