package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.people.Population;
import dev.trestle.sandbox.registration.Registration;
import dev.trestle.sandbox.registration.Truth;
import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The patients of a hospital: those seen, and who comes next. */
final class Chart {
  private static final List<List<String>> ALLERGIES = Lists.tuples("clinic.txt", "allergies");
  private static final double GOLDEN_RATIO = 0.618;

  private final HospitalProfile hospital;
  private final Truth truth;
  private final Draw draw;
  private final List<Registration> registrations;
  private final int stride;
  private final Map<String, Patient> seen = new HashMap<>();
  private final List<Patient> known = new ArrayList<>();
  private int next;

  Chart(HospitalProfile hospital, Truth truth, Draw draw) {
    this.hospital = hospital;
    this.truth = truth;
    this.draw = draw;
    this.registrations = truth.registrations(hospital.id());
    if (registrations.isEmpty()) {
      throw new IllegalArgumentException("no person is registered at " + hospital.id());
    }
    this.stride = coprime(registrations.size());
  }

  /** A step that visits every registration once, so that families do not come in a row. */
  private static int coprime(int size) {
    int step = Math.max(1, (int) (size * GOLDEN_RATIO));
    while (greatestCommonDivisor(step, size) != 1) {
      step++;
    }
    return step;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** The next person not seen before, or a known one; never a record that was merged away. */
  Patient choose(double newPatients) {
    while (next < registrations.size() && (known.isEmpty() || draw.chance(newPatients))) {
      int ordinal = (int) ((long) next * stride % registrations.size());
      next++;
      Registration registration = registrations.get(ordinal);
      if (!seen.containsKey(registration.mrn())) {
        return patient(registration);
      }
    }
    Patient patient = draw.pick(known);
    for (int tries = 0; patient.retired && tries < known.size(); tries++) {
      patient = draw.pick(known);
    }
    return patient;
  }

  /** The patient of a registration, made when asked for first. */
  Patient patient(Registration registration) {
    Patient found = seen.get(registration.mrn());
    if (found != null) {
      return found;
    }
    Person person = truth.known(registration);
    Patient patient = new Patient(registration, person);
    patient.contact = contact(person);
    if (person.motherIndex().isEmpty() && draw.chance(0.35)) {
      patient.allergies.add(draw.pick(ALLERGIES));
    }
    seen.put(registration.mrn(), patient);
    known.add(patient);
    return patient;
  }

  Optional<Patient> byNumber(String mrn) {
    return truth.registration(hospital.id(), mrn).map(this::patient);
  }

  /** The newborn's mother, who is registered at the same hospital. */
  Optional<Patient> mother(Patient newborn) {
    int index = newborn.person.motherIndex().orElse(-1);
    return truth.registrationsOf(index).stream()
        .filter(r -> r.healthSystem().equals(hospital.id()) && r.duplicateOf() == null)
        .findFirst()
        .map(this::patient);
  }

  private @Nullable Person contact(Person person) {
    Population population = truth.population();
    OptionalInt other = population.contactOf(person);
    return other.isPresent() ? population.person(other.getAsInt()) : null;
  }
}
