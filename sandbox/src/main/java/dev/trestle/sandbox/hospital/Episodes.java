package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.people.ContactMaker;
import dev.trestle.sandbox.seed.Draw;
import java.time.Duration;
import java.time.Instant;

/** What happens to patients: each episode plans its steps on the agenda. */
final class Episodes {
  private final Chart chart;
  private final Agenda<Step> agenda;
  private final RegistrationDesk desk;
  private final Stays stays;
  private final Orders orders;
  private final HospitalProfile hospital;
  private final Draw draw;

  /** Something that happens at a virtual time. */
  interface Step {
    void happen(Instant at);
  }

  Episodes(
      HospitalProfile hospital,
      Chart chart,
      Agenda<Step> agenda,
      RegistrationDesk desk,
      Laboratory laboratory,
      Draw draw) {
    this.hospital = hospital;
    this.chart = chart;
    this.agenda = agenda;
    this.desk = desk;
    this.draw = draw;
    this.orders = new Orders(hospital, agenda, laboratory, draw);
    this.stays = new Stays(hospital, agenda, desk, orders, draw);
  }

  void begin(Patient patient, Instant at) {
    if (patient.retired) {
      return;
    }
    if (patient.visit != null) {
      orders.order(patient, at);
    } else if (!patient.registered && patient.person.motherIndex().isPresent()) {
      birth(patient, at);
    } else if (!patient.registered && patient.registration.duplicateOf() != null) {
      duplicate(patient, patient.registration.duplicateOf(), at);
    } else {
      ordinary(patient, at);
    }
  }

  private void ordinary(Patient patient, Instant at) {
    double choice = draw.fraction();
    if (choice < 0.35) {
      registered(patient, at);
      stays.inpatient(patient, at.plusSeconds(60));
    } else if (choice < 0.60) {
      stays.emergency(patient, at);
    } else if (choice < 0.75 || !patient.registered) {
      orders.order(patient, at);
      if (!patient.registered && draw.chance(0.6)) {
        agenda.add(at.plus(Duration.ofHours(30)), time -> registered(patient, time));
      }
    } else {
      update(patient, at);
    }
  }

  private void registered(Patient patient, Instant at) {
    if (!patient.registered) {
      desk.person("A28", patient, at, false);
    }
  }

  /** Moves, gets another telephone, or loses values that the feed deletes. */
  private void update(Patient patient, Instant at) {
    boolean delete = draw.chance(hospital.habits().deleted() * 3);
    patient.withoutPhone = delete;
    if (delete) {
      patient.person =
          patient.person.withMobile(null).withName(patient.person.name().withMiddle(""));
    } else if (draw.chance(0.4)) {
      ContactMaker.Home home = ContactMaker.home(draw);
      patient.person = patient.person.withHome(home.address(), home.phone());
    } else {
      String area = patient.person.home().area();
      patient.person = patient.person.withMobile(ContactMaker.phone(area, draw));
    }
    desk.person("A31", patient, at, delete);
  }

  /** A second record of a known patient: some traffic, then the merge, then a late result. */
  private void duplicate(Patient patient, String survivorNumber, Instant at) {
    Patient survivor = chart.byNumber(survivorNumber).orElseThrow();
    registered(survivor, at);
    registered(patient, at.plusSeconds(600));
    orders.order(patient, at.plusSeconds(1500));
    agenda.add(
        at.plus(draw.between(Duration.ofHours(4), Duration.ofDays(2))),
        time -> {
          desk.merge(survivor, patient, time);
          if (draw.chance(0.4)) {
            orders.order(patient, time.plusSeconds(1800));
          }
        });
  }

  /** Mother and newborn are admitted; the newborn gets its name later. */
  private void birth(Patient newborn, Instant at) {
    newborn.unnamed = true;
    chart
        .mother(newborn)
        .filter(mother -> mother.visit == null)
        .ifPresent(
            mother -> {
              registered(mother, at);
              stays.delivery(mother, at.plusSeconds(60));
            });
    stays.liveborn(newborn, at.plusSeconds(2400));
    agenda.add(
        at.plus(draw.between(Duration.ofHours(6), Duration.ofHours(40))),
        time -> {
          newborn.unnamed = false;
          Visit visit = newborn.visit;
          if (visit == null) {
            desk.person("A31", newborn, time, false);
          } else {
            desk.visit("A08", newborn, visit, time, null);
          }
        });
  }
}
