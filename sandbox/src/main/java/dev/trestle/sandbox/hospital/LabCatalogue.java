package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.seed.Lists;
import java.util.ArrayList;
import java.util.List;

/** The panels of the laboratories, from {@code labs.txt}. */
final class LabCatalogue {
  static final List<Panel> PANELS = read();

  private LabCatalogue() {}

  /** A panel and its analytes. */
  record Panel(String loinc, String name, String local, List<Analyte> analytes) {}

  /**
   * One analyte.
   *
   * @param unit UCUM
   * @param low lower end of the reference range
   * @param high upper end
   * @param decimals of values
   */
  record Analyte(
      String loinc, String name, String local, String unit, double low, double high, int decimals) {

    /** {@code 3.5-5.1}. */
    String range() {
      return number(low) + "-" + number(high);
    }

    /** A value as text, with the decimals of the analyte. */
    String number(double value) {
      return java.math.BigDecimal.valueOf(value)
          .setScale(decimals, java.math.RoundingMode.HALF_UP)
          .toPlainString();
    }

    /** OBX-8 (HL7 table 0078): far outside is a panic value. */
    String flag(double value) {
      double span = high - low;
      if (value < low) {
        return value < low - span / 2 ? "LL" : "L";
      } else if (value > high) {
        return value > high + span / 2 ? "HH" : "H";
      }
      return "N";
    }
  }

  private static List<Panel> read() {
    List<Panel> panels = new ArrayList<>();
    List<Analyte> analytes = new ArrayList<>();
    for (String line : Lists.lines("labs.txt")) {
      String[] parts = line.substring(line.indexOf(' ') + 1).split("\\s*\\|\\s*");
      if (line.startsWith("panel")) {
        analytes = new ArrayList<>();
        panels.add(new Panel(parts[1], parts[2], parts[3], analytes));
      } else {
        analytes.add(
            new Analyte(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]),
                Integer.parseInt(parts[6])));
      }
    }
    return panels.stream()
        .map(p -> new Panel(p.loinc(), p.name(), p.local(), List.copyOf(p.analytes())))
        .toList();
  }
}
