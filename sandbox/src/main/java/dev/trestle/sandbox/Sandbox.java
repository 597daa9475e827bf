package dev.trestle.sandbox;

import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.hospital.Hospital;
import dev.trestle.sandbox.hospital.Pace;
import dev.trestle.sandbox.people.Population;
import dev.trestle.sandbox.registration.Truth;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The whole sandbox from one seed: people, who is who, and three hospitals.
 *
 * @param seed the same seed and size give the same bytes
 * @param population the people
 * @param truth who is who
 * @param hospitals one of each dialect
 */
public record Sandbox(long seed, Population population, Truth truth, List<Hospital> hospitals) {
  /** Start of virtual time: a Monday morning in Chicago. */
  public static final Instant START = Instant.parse("2026-01-05T14:00:00Z");

  /** A sandbox whose virtual time starts at {@link #START}. */
  public static Sandbox of(long seed, int people) {
    return of(seed, people, Pace.startingAt(START, people / Hospitals.all().size()));
  }

  public static Sandbox of(long seed, int people, Pace pace) {
    LocalDate asOf = LocalDate.ofInstant(pace.start(), java.time.ZoneOffset.UTC);
    Population population = new Population(seed, people, asOf);
    Truth truth = Truth.of(population, Hospitals.all());
    List<Hospital> hospitals =
        Hospitals.all().stream().map(p -> new Hospital(p, truth, seed, pace)).toList();
    return new Sandbox(seed, population, truth, hospitals);
  }

  @Override
  public String toString() {
    return "Sandbox[seed " + seed + ", " + population.size() + " people]";
  }
}
