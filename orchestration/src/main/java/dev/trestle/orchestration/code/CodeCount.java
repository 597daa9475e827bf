package dev.trestle.orchestration.code;

import dev.trestle.orchestration.code.UnmappedCountStore.Place;
import java.time.Instant;
import java.util.UUID;

/**
 * How often a code came.
 *
 * @param hash of the code
 * @param sealed the code and its text
 * @param firstAt when the first of them was received
 * @param lastAt when the last of them was
 * @param example the entry of the last
 */
record CodeCount(
    Place place,
    UUID hash,
    byte[] sealed,
    long times,
    Instant firstAt,
    Instant lastAt,
    long example) {

  CodeCount plus(CodeCount more) {
    boolean later = !more.lastAt.isBefore(lastAt);
    return new CodeCount(
        place,
        hash,
        sealed,
        times + more.times,
        more.firstAt.isBefore(firstAt) ? more.firstAt : firstAt,
        later ? more.lastAt : lastAt,
        later ? more.example : example);
  }

  @Override
  public String toString() {
    return "CodeCount[" + place + ", " + times + "]";
  }
}
