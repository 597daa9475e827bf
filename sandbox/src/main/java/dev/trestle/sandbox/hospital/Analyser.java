package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hospital.LabCatalogue.Analyte;
import dev.trestle.sandbox.hospital.LabCatalogue.Panel;
import dev.trestle.sandbox.hospital.LabOrder.Kind;
import dev.trestle.sandbox.hospital.LabOrder.Result;
import dev.trestle.sandbox.seed.Draw;
import dev.trestle.sandbox.seed.Lists;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes orders with plausible results. */
final class Analyser {
  private static final List<List<String>> ORGANISMS = Lists.tuples("clinic.txt", "organisms");
  private static final List<List<String>> ANTIBIOTICS = Lists.tuples("clinic.txt", "antibiotics");
  private static final List<String> FINDINGS = Lists.items("clinic.txt", "findings", ";");
  private static final double NOT_A_NUMBER = 0.01;

  private final HospitalProfile hospital;
  private final Draw draw;
  private int orders;

  Analyser(HospitalProfile hospital, Draw draw) {
    this.hospital = hospital;
    this.draw = draw;
  }

  LabOrder order(@Nullable Visit visit, List<String> orderedBy, Instant collected) {
    double choice = draw.fraction();
    if (choice < 0.70) {
      Panel panel = draw.pick(LabCatalogue.PANELS);
      return order(
          Kind.PANEL,
          panel.loinc(),
          panel.name(),
          panel.local(),
          visit,
          orderedBy,
          collected,
          panel(panel));
    } else if (choice < 0.80) {
      return order(
          Kind.CULTURE,
          "630-4",
          "Bacteria identified in Urine by Culture",
          "UCULT",
          visit,
          orderedBy,
          collected,
          culture());
    } else if (choice < 0.94) {
      return order(
          Kind.IMAGING,
          "36643-5",
          "XR Chest 2 Views",
          "CXR2",
          visit,
          orderedBy,
          collected,
          List.of(imaging()));
    }
    return order(
        Kind.DOCUMENT,
        "11488-4",
        "Consult note",
        "CONS",
        visit,
        orderedBy,
        collected,
        List.of(document()));
  }

  private LabOrder order(
      Kind kind,
      String loinc,
      String name,
      String local,
      @Nullable Visit visit,
      List<String> orderedBy,
      Instant collected,
      List<Result> results) {
    orders++;
    String number = Draw.padded(orders * 3 + 1000, 7);
    return new LabOrder(
        "P" + number,
        hospital.lab().facility() + number,
        kind,
        loinc,
        name,
        local,
        orderedBy,
        collected,
        visit,
        results);
  }

  private List<Result> panel(Panel panel) {
    List<Result> results = new ArrayList<>();
    for (Analyte analyte : panel.analytes()) {
      results.add(result(analyte));
    }
    return results;
  }

  private Result result(Analyte analyte) {
    double middle = (analyte.low() + analyte.high()) / 2;
    double value = Math.max(analyte.low() / 4, middle + draw.bell() * middleSpread(analyte));
    String flag = analyte.flag(value);
    String note = flag.length() == 2 ? criticalNote() : "";
    Result result =
        new Result(
            "NM",
            analyte.loinc(),
            analyte.name(),
            analyte.local(),
            "",
            analyte.number(value),
            analyte.unit(),
            analyte.range(),
            flag,
            note);
    return draw.chance(NOT_A_NUMBER)
        ? result.withValue("NM", ">" + analyte.number(analyte.high() * 3), "HH")
        : result;
  }

  /** One value in eight is outside of its range. */
  private static double middleSpread(Analyte analyte) {
    return (analyte.high() - analyte.low()) / 3.1;
  }

  /** Another value of the same analyte, for a correction. */
  Result corrected(Result result) {
    for (Panel panel : LabCatalogue.PANELS) {
      for (Analyte analyte : panel.analytes()) {
        if (analyte.loinc().equals(result.loinc())) {
          double value = analyte.low() + draw.fraction() * (analyte.high() - analyte.low());
          return result.withValue("NM", analyte.number(value), "N");
        }
      }
    }
    int last = result.value().lastIndexOf('\n');
    return last < 0
        ? result
        : result.withValue(result.type(), result.value().substring(0, last), result.flag());
  }

  private String criticalNote() {
    return hospital.lab().notation().has(Trait.TYPOGRAPHIC)
        ? "Critical value – phoned to ward.\nRead back: “understood”."
        : "Critical value, phoned to ward.\nRead back: understood.";
  }

  private List<Result> culture() {
    List<Result> results = new ArrayList<>();
    int organisms = draw.chance(0.3) ? 2 : 1;
    for (int i = 1; i <= organisms; i++) {
      List<String> organism = ORGANISMS.get((orders + i) % ORGANISMS.size());
      results.add(
          new Result(
              "CE",
              "630-4",
              "Bacteria identified in Urine by Culture",
              "UCULT",
              Integer.toString(i),
              organism.get(0) + "=" + organism.get(1),
              "",
              "",
              "A",
              ""));
    }
    for (List<String> drug : ANTIBIOTICS) {
      String flag = draw.pick(List.of("S", "S", "I", "R"));
      results.add(
          new Result(
              "ST",
              drug.get(0),
              drug.get(1) + " [Susceptibility]",
              drug.get(2),
              "1.1",
              flag,
              "",
              "",
              flag,
              ""));
    }
    return results;
  }

  private Result imaging() {
    List<String> lines = new ArrayList<>();
    int first = draw.below(FINDINGS.size());
    for (int i = 0; i < draw.between(3, 5); i++) {
      lines.add(FINDINGS.get((first + i) % FINDINGS.size()));
    }
    boolean typographic = hospital.lab().notation().has(Trait.TYPOGRAPHIC);
    lines.add(typographic ? "IMPRESSION: “as above” – no change." : "IMPRESSION: as above.");
    return new Result(
        "TX", "36643-5", "XR Chest 2 Views", "CXR2", "", String.join("\n", lines), "", "", "", "");
  }

  private Result document() {
    String text = "Consultation.\n" + draw.pick(FINDINGS) + "\nPlan: follow up in two weeks.\n";
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return new Result("ED", "11488-4", "Consult note", "CONS", "", base64, "", "", "", "");
  }
}
