package dev.trestle.bench.measure;

import dev.trestle.bench.report.Budget;
import dev.trestle.bench.report.Figures;
import dev.trestle.bench.report.Markdown;
import dev.trestle.bench.report.Section;
import dev.trestle.bench.report.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and searches while messages are applied.
 *
 * @param clients that ask at the same time
 * @param ingest messages a second meanwhile
 * @param answers to each question
 */
public record Reads(int clients, double ingest, List<Answers> answers) implements Section {
  private static final String NOT_THERE = "the API does not have it";

  /**
   * Answers to one question.
   *
   * @param times empty: the API does not have it
   * @param perSecond of all clients together
   * @param bytes of the last answer
   */
  record Answers(Question question, Optional<Times> times, double perSecond, int bytes) {}

  @Override
  public void write(Markdown out) {
    out.heading("Reads and searches");
    out.paragraph(
        "Over HTTPS with " + clients + " clients that ask one thing after the other, while",
        Figures.whole(ingest) + " admissions a second are sent. Timed by the clients, which run",
        "on the same cores. For the size of the database see below. Names and birth dates are",
        "evenly spread, so a name with a birth date finds one person.");
    List<List<String>> rows = new ArrayList<>();
    for (Answers answer : answers) {
      String name = answer.question().name();
      rows.add(
          answer
              .times()
              .map(
                  times ->
                      List.of(
                          name,
                          Figures.tenths(times.millis(50)) + " ms",
                          Figures.tenths(times.millis(99)) + " ms",
                          Figures.whole(answer.perSecond()),
                          Figures.whole(answer.bytes())))
              .orElse(List.of(name, NOT_THERE, "", "", "")));
    }
    out.table(List.of("", ">p50", ">p99", ">answers/s", ">bytes"), rows);
  }

  @Override
  public List<Budget> budgets() {
    return answers.stream().map(Reads::budget).toList();
  }

  private static Budget budget(Answers answer) {
    Question question = answer.question();
    String what = question.name() + ", p99, mid-ingest";
    return answer
        .times()
        .map(times -> Budget.atMost(what, times.millis(99), question.budgetMillis(), " ms"))
        .orElse(
            Budget.notMeasured(
                what, "≤ " + Figures.whole(question.budgetMillis()) + " ms", NOT_THERE));
  }
}
