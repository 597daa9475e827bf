package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.hospital.Episodes.Step;
import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Visits: admission, transfers, updates, discharge, and what is taken back of them. */
final class Stays {
  private static final List<List<String>> DIAGNOSES = Lists.tuples("clinic.txt", "diagnoses");
  private static final List<String> DELIVERY = Lists.tuples("clinic.txt", "delivery").get(0);
  private static final List<String> LIVEBORN = Lists.tuples("clinic.txt", "liveborn").get(0);
  private static final List<String> WARDS = List.of("4E", "5W", "ICU", "MED", "SURG");
  private static final int SHORTEST_STORM = 12;
  private static final int LONGEST_STORM = 40;

  private final HospitalProfile hospital;
  private final Agenda<Step> agenda;
  private final RegistrationDesk desk;
  private final Orders orders;
  private final Staff staff;
  private final Draw draw;
  private int visits;

  Stays(
      HospitalProfile hospital,
      Agenda<Step> agenda,
      RegistrationDesk desk,
      Orders orders,
      Draw draw) {
    this.hospital = hospital;
    this.agenda = agenda;
    this.desk = desk;
    this.orders = orders;
    this.draw = draw;
    this.staff = new Staff(draw);
  }

  /** A mother's stay. */
  void delivery(Patient mother, Instant at) {
    inpatient(mother, DELIVERY, at);
  }

  /** A newborn's stay. */
  void liveborn(Patient newborn, Instant at) {
    inpatient(newborn, LIVEBORN, at);
  }

  void inpatient(Patient patient, Instant at) {
    inpatient(patient, draw.pick(DIAGNOSES), at);
  }

  /** A01 … A03 with transfers, updates and orders in between. */
  private void inpatient(Patient patient, List<String> diagnosis, Instant at) {
    Visit visit = open(patient, "I", diagnosis, at, bed());
    desk.visit("A01", patient, visit, at, null);
    if (draw.chance(hospital.habits().cancelled() / 2)) {
      agenda.add(at.plusSeconds(draw.between(300, 2400)), time -> cancelAdmission(patient, time));
      return;
    }
    Duration length = draw.between(Duration.ofHours(18), Duration.ofDays(6));
    int orderCount = draw.between(1, 4);
    for (int i = 0; i < orderCount; i++) {
      within(at, length, time -> orderFor(patient, visit, time));
    }
    within(at, length, time -> update(patient, visit, time));
    if (draw.chance(0.5)) {
      within(at, length, time -> transfer(patient, visit, time));
    }
    agenda.add(at.plus(length), time -> discharge(patient, visit, time));
  }

  /** A04 … A03 within hours. */
  void emergency(Patient patient, Instant at) {
    String[] place = {"ED", "T" + draw.between(1, 9), ""};
    Visit visit = open(patient, "E", draw.pick(DIAGNOSES), at, place);
    desk.visit("A04", patient, visit, at, null);
    Duration length = draw.between(Duration.ofHours(2), Duration.ofHours(9));
    within(at, length, time -> orderFor(patient, visit, time));
    agenda.add(at.plus(length), time -> discharge(patient, visit, time));
  }

  private Visit open(
      Patient patient, String patientClass, List<String> diagnosis, Instant at, String[] location) {
    visits++;
    String number = hospital.adt().facility() + "V" + Draw.padded(visits, 7);
    String account = "A" + Draw.padded(visits * 3L + 500, 7);
    Visit visit = new Visit(number, account, patientClass, staff.member(), at, location);
    patient.visit = visit;
    patient.diagnoses.clear();
    patient.diagnoses.add(diagnosis);
    return visit;
  }

  private String[] bed() {
    return new String[] {
      draw.pick(WARDS), Integer.toString(draw.between(401, 428)), draw.chance(0.5) ? "A" : "B"
    };
  }

  private void within(Instant at, Duration length, Step step) {
    agenda.add(at.plusSeconds(draw.between(600, (int) length.toSeconds() - 600)), step);
  }

  private void orderFor(Patient patient, Visit visit, Instant at) {
    if (patient.visit == visit) {
      orders.order(patient, at);
    }
  }

  private void update(Patient patient, Visit visit, Instant at) {
    if (patient.visit != visit) {
      return;
    }
    if (draw.chance(0.5) && !patient.unnamed) {
      patient.diagnoses.add(draw.pick(DIAGNOSES));
    }
    desk.visit("A08", patient, visit, at, null);
    if (draw.chance(hospital.habits().storm())) {
      int count = draw.between(SHORTEST_STORM, LONGEST_STORM);
      for (int i = 1; i <= count; i++) {
        agenda.add(
            at.plusSeconds(i * 2L), time -> desk.visit("A08", patient, visit, time, Quirk.STORM));
      }
    }
  }

  private void transfer(Patient patient, Visit visit, Instant at) {
    if (patient.visit != visit) {
      return;
    }
    String[] from = visit.location;
    visit.before = from;
    visit.location = bed();
    desk.move("A02", patient, visit, at, null);
    if (draw.chance(hospital.habits().cancelled())) {
      agenda.add(at.plusSeconds(draw.between(120, 1500)), time -> back(patient, visit, from, time));
    }
  }

  private void back(Patient patient, Visit visit, String[] from, Instant at) {
    if (patient.visit == visit) {
      visit.before = visit.location;
      visit.location = from;
      desk.move("A12", patient, visit, at, Quirk.CANCEL);
    }
  }

  private void cancelAdmission(Patient patient, Instant at) {
    Visit visit = patient.visit;
    if (visit != null) {
      desk.move("A11", patient, visit, at, Quirk.CANCEL);
      patient.visit = null;
    }
  }

  private void discharge(Patient patient, Visit visit, Instant at) {
    if (patient.visit != visit) {
      return;
    }
    visit.discharged = at;
    desk.move("A03", patient, visit, at, null);
    if (draw.chance(hospital.habits().cancelled())) {
      agenda.add(at.plusSeconds(1200), time -> undischarge(patient, visit, time));
    } else {
      patient.visit = null;
    }
  }

  private void undischarge(Patient patient, Visit visit, Instant at) {
    visit.discharged = null;
    desk.visit("A13", patient, visit, at, Quirk.CANCEL);
    agenda.add(at.plus(Duration.ofHours(5)), time -> discharge(patient, visit, time));
  }
}
