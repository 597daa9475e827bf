package dev.trestle.sandbox.hospital;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One visit, as far as messages tell of it. */
final class Visit {
  final String number;
  final String account;
  final String patientClass;
  final List<String> attending;
  final Instant admitted;
  String[] location;
  String @Nullable [] before;
  @Nullable Instant discharged;

  /**
   * @param patientClass PV1-2: I, O, E
   * @param attending staff number, family and given name
   * @param location ward, room, bed
   */
  Visit(
      String number,
      String account,
      String patientClass,
      List<String> attending,
      Instant admitted,
      String[] location) {
    this.number = number;
    this.account = account;
    this.patientClass = patientClass;
    this.attending = attending;
    this.admitted = admitted;
    this.location = location;
  }
}
