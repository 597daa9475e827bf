package dev.trestle.bench;

import java.time.Duration;

/** How long things are measured, and how many there are. */
enum Scale {
  /** Only to see that the harness works: the figures mean nothing. */
  SMOKE(seconds(0.2), seconds(1), seconds(1), seconds(1), seconds(1), 50, 100, 1, 5_000, 200),
  /** For every day: some minutes. */
  QUICK(
      seconds(1), seconds(40), seconds(3), seconds(20), seconds(2), 500, 5_000, 2, 200_000, 20_000),
  /** As the design asks for: ten minutes end to end, a sweep of 200,000 messages. */
  FULL(
      seconds(3),
      seconds(240),
      seconds(10),
      seconds(600),
      seconds(20),
      2_000,
      200_000,
      3,
      2_000_000,
      1_000_000);

  /** Of one round of commits. */
  final Duration floor;

  /** Of the platform's processor time at most, until the JVM's compiler is quiet. */
  final Duration warmUp;

  /** Of sending in one round. */
  final Duration round;

  /** Of all rounds of admissions; a quarter of it again of the hospitals' mix. */
  final Duration endToEnd;

  /** Of each question that is asked, and of each contender in translation to warm up. */
  final Duration question;

  /** Patients with results that are made for the reads when there are none. */
  final long cohort;

  /** Messages of the demographic sweep. */
  final long sweep;

  /** Starts with existing data. */
  final int starts;

  /** Entries of the journal for the pages. */
  final long entries;

  /** People registered before one is looked for. */
  final long people;

  Scale(
      Duration floor,
      Duration warmUp,
      Duration round,
      Duration endToEnd,
      Duration question,
      long cohort,
      long sweep,
      int starts,
      long entries,
      long people) {
    this.floor = floor;
    this.warmUp = warmUp;
    this.round = round;
    this.endToEnd = endToEnd;
    this.question = question;
    this.cohort = cohort;
    this.sweep = sweep;
    this.starts = starts;
    this.entries = entries;
    this.people = people;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
