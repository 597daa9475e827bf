package dev.trestle.app.console.evidence;

import dev.trestle.identity.match.Waterfall;
import dev.trestle.identity.match.Waterfall.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A waterfall with its bars: each begins where the one before ends.
 *
 * @param zero where neither is more likely than the other, in units of {@link #WIDTH}
 */
public record EvidenceBars(Waterfall waterfall, List<Bar> bars, int zero) {
  /** Units across. */
  static final int WIDTH = 360;

  /** A hair is left of a step that says nothing. */
  private static final int THINNEST = 2;

  public EvidenceBars {
    bars = List.copyOf(bars);
  }

  /**
   * A step with the place of its bar.
   *
   * @param x where it begins, in units of {@link #WIDTH}
   */
  public record Bar(Step step, int x, int width) {}

  /** The bars of a waterfall. */
  public static EvidenceBars of(Waterfall waterfall) {
    double low = 0;
    double high = 1;
    for (Step step : waterfall.steps()) {
      low = Math.min(low, step.sum());
      high = Math.max(high, step.sum());
    }
    double unit = WIDTH / (high - low);
    List<Bar> bars = new ArrayList<>();
    for (Step step : waterfall.steps()) {
      double begin = step.sum() - step.bits();
      int x = (int) Math.round((Math.min(begin, step.sum()) - low) * unit);
      int width = (int) Math.round(Math.abs(step.bits()) * unit);
      bars.add(new Bar(step, Math.min(x, WIDTH - THINNEST), Math.max(width, THINNEST)));
    }
    return new EvidenceBars(waterfall, bars, (int) Math.round(-low * unit));
  }
}
