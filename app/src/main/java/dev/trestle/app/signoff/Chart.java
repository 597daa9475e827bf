package dev.trestle.app.signoff;

import java.util.List;

/**
 * What a mapping makes of one message, as clinicians read it; patient data.
 *
 * @param sections by kind of resource
 * @param effects what no resource shows: what is taken away, taken back, merged, moved
 */
public record Chart(List<Section> sections, List<String> effects) {
  public Chart {
    sections = List.copyOf(sections);
    effects = List.copyOf(effects);
  }

  /**
   * Resources of one kind.
   *
   * @param title {@code Results}
   * @param results one line each, for observations
   * @param sheets one for each other resource
   */
  public record Section(String title, List<Result> results, List<Sheet> sheets) {
    public Section {
      results = List.copyOf(results);
      sheets = List.copyOf(sheets);
    }
  }

  /**
   * A result.
   *
   * @param part whether it is a component of the one before it
   * @param value with its unit
   * @param time of the specimen or the measurement
   * @param more everything else that the resource says
   */
  public record Result(
      String what,
      boolean part,
      String value,
      String range,
      String flag,
      String status,
      String time,
      List<Line> more) {
    public Result {
      more = List.copyOf(more);
    }

    @Override
    public String toString() {
      return "Result";
    }
  }

  /** Any other resource. */
  public record Sheet(String title, List<Line> lines) {
    public Sheet {
      lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
      return "Sheet[" + lines.size() + "]";
    }
  }

  /** An element in words, and its value. */
  public record Line(String name, String value) {
    @Override
    public String toString() {
      return "Line[" + name + "]";
    }
  }

  @Override
  public String toString() {
    return "Chart[" + sections.size() + "]";
  }
}
