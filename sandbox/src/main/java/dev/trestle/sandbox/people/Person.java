package dev.trestle.sandbox.people;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One synthetic human being, or what one hospital believes about one.
 *
 * @param index number in the population, from 0
 * @param name current name
 * @param script the name in its own script, or null
 * @param previousFamily family name before marriage, or null
 * @param sex sex at birth
 * @param birthDate date of birth
 * @param ssn nine digits, or null. The area is 001–665, so that it looks valid; numbers known from
 *     tests and advertisements are left out. No meaning beyond that: any likeness is chance.
 * @param address home
 * @param home telephone at home, shared by the household
 * @param mobile own telephone, or null
 * @param email own address in the reserved domain {@code example}, or null
 * @param coverage insurance of the household
 * @param race CDC race code
 * @param language ISO 639-3 code
 * @param married PID-16 {@code M} rather than {@code S}
 * @param mother index of the mother of a newborn, or -1
 * @param birthOrder 1 or 2 of twins, 0 for others
 */
public record Person(
    int index,
    PersonName name,
    @Nullable ScriptName script,
    @Nullable String previousFamily,
    Sex sex,
    LocalDate birthDate,
    @Nullable String ssn,
    Address address,
    Phone home,
    @Nullable Phone mobile,
    @Nullable String email,
    Coverage coverage,
    String race,
    String language,
    boolean married,
    int mother,
    int birthOrder) {

  public Optional<ScriptName> scriptName() {
    return Optional.ofNullable(script);
  }

  public Optional<String> previousFamilyName() {
    return Optional.ofNullable(previousFamily);
  }

  public Optional<String> socialSecurityNumber() {
    return Optional.ofNullable(ssn);
  }

  public OptionalInt motherIndex() {
    return mother < 0 ? OptionalInt.empty() : OptionalInt.of(mother);
  }

  public Person withName(PersonName other) {
    return new Person(
        index,
        other,
        script,
        previousFamily,
        sex,
        birthDate,
        ssn,
        address,
        home,
        mobile,
        email,
        coverage,
        race,
        language,
        married,
        mother,
        birthOrder);
  }

  public Person withPreviousFamily(@Nullable String other) {
    return new Person(
        index,
        name,
        script,
        other,
        sex,
        birthDate,
        ssn,
        address,
        home,
        mobile,
        email,
        coverage,
        race,
        language,
        married,
        mother,
        birthOrder);
  }

  public Person withBirthDate(LocalDate other) {
    return new Person(
        index,
        name,
        script,
        previousFamily,
        sex,
        other,
        ssn,
        address,
        home,
        mobile,
        email,
        coverage,
        race,
        language,
        married,
        mother,
        birthOrder);
  }

  public Person withSsn(@Nullable String other) {
    return new Person(
        index,
        name,
        script,
        previousFamily,
        sex,
        birthDate,
        other,
        address,
        home,
        mobile,
        email,
        coverage,
        race,
        language,
        married,
        mother,
        birthOrder);
  }

  /** Moved: another address, and the telephone at home that goes with it. */
  public Person withHome(Address otherAddress, Phone otherHome) {
    return new Person(
        index,
        name,
        script,
        previousFamily,
        sex,
        birthDate,
        ssn,
        otherAddress,
        otherHome,
        mobile,
        email,
        coverage,
        race,
        language,
        married,
        mother,
        birthOrder);
  }

  public Person withMobile(@Nullable Phone other) {
    return new Person(
        index,
        name,
        script,
        previousFamily,
        sex,
        birthDate,
        ssn,
        address,
        home,
        other,
        email,
        coverage,
        race,
        language,
        married,
        mother,
        birthOrder);
  }

  @Override
  public String toString() {
    return "Person[" + index + "]";
  }
}
