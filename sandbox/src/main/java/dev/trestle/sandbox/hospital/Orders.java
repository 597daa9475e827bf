package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.hospital.Episodes.Step;
import dev.trestle.sandbox.hospital.LabOrder.Kind;
import dev.trestle.sandbox.hospital.LabOrder.Result;
import dev.trestle.sandbox.hospital.Laboratory.Status;
import dev.trestle.sandbox.seed.Draw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way of an order: preliminary, final, sometimes corrected. */
final class Orders {
  private static final double PRELIMINARY = 0.35;

  private final HospitalProfile hospital;
  private final Agenda<Step> agenda;
  private final Laboratory laboratory;
  private final Analyser analyser;
  private final Staff staff;
  private final Draw draw;

  Orders(HospitalProfile hospital, Agenda<Step> agenda, Laboratory laboratory, Draw draw) {
    this.hospital = hospital;
    this.agenda = agenda;
    this.laboratory = laboratory;
    this.draw = draw;
    this.analyser = new Analyser(hospital, draw);
    this.staff = new Staff(draw);
  }

  void order(Patient patient, Instant at) {
    LabOrder order = analyser.order(patient.visit, staff.member(), at);
    Instant reported = at.plus(draw.between(Duration.ofMinutes(25), Duration.ofHours(5)));
    if (order.kind() != Kind.DOCUMENT && draw.chance(PRELIMINARY)) {
      agenda.add(
          at.plus(draw.between(Duration.ofMinutes(10), Duration.ofMinutes(24))),
          time -> preliminary(patient, order, time));
    }
    agenda.add(reported, time -> finished(patient, order, time));
  }

  private void preliminary(Patient patient, LabOrder order, Instant at) {
    List<Result> some = order.results().subList(0, (order.results().size() + 1) / 2);
    laboratory.report(patient, order, some, Status.P, at, List.of());
  }

  private void finished(Patient patient, LabOrder order, Instant at) {
    boolean partial = order.results().size() > 2 && draw.chance(hospital.habits().partial());
    List<Result> results =
        partial ? order.results().subList(1, order.results().size()) : order.results();
    laboratory.report(
        patient, order, results, Status.F, at, partial ? List.of(Quirk.PARTIAL_PANEL) : List.of());
    if (draw.chance(hospital.habits().corrected()) && order.kind() != Kind.DOCUMENT) {
      Duration wait = draw.between(Duration.ofMinutes(30), Duration.ofHours(20));
      agenda.add(at.plus(wait), time -> corrected(patient, order, time));
    }
  }

  /** One value is other than reported; some laboratories send only that one. */
  private void corrected(Patient patient, LabOrder order, Instant at) {
    int which = draw.below(order.results().size());
    List<Result> results = new ArrayList<>(order.results());
    results.set(which, analyser.corrected(results.get(which)));
    boolean partial = results.size() > 1 && draw.chance(hospital.habits().partial());
    laboratory.report(
        patient,
        order.withResults(results),
        partial ? results.subList(which, which + 1) : results,
        Status.C,
        at,
        partial ? List.of(Quirk.PARTIAL_PANEL) : List.of());
  }
}
