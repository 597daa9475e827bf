package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.registration.Registration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record number at one hospital and what the hospital believes at this moment. */
final class Patient {
  final Registration registration;
  Person person;
  final List<List<String>> allergies = new ArrayList<>();
  final List<List<String>> diagnoses = new ArrayList<>();
  @Nullable Visit visit;

  /** Mother, spouse or parent, or null. */
  @Nullable Person contact;

  boolean registered;
  boolean retired;

  /** The telephone at home was deleted. */
  boolean withoutPhone;

  /** A newborn without a name yet. */
  boolean unnamed;

  Patient(Registration registration, Person person) {
    this.registration = registration;
    this.person = person;
  }

  String mrn() {
    return registration.mrn();
  }
}
