package dev.trestle.app.console.record;

import dev.trestle.app.lineage.ValueHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A number over time as the points of an SVG polyline, drawn by the server: it stands until the
 * next version changes it.
 *
 * @param points {@code x,y} in a box of {@link #WIDTH} by {@link #HEIGHT}
 * @param least the lowest value
 * @param most the highest value
 */
record ValuePlot(String points, double least, double most) {
  static final int WIDTH = 360;
  static final int HEIGHT = 60;

  /**
   * The plot; empty when there are fewer than two values, or one is no number.
   *
   * @param changes newest first
   */
  static Optional<ValuePlot> of(List<ValueHistory.Change> changes) {
    List<ValueHistory.Change> oldestFirst = new ArrayList<>();
    for (ValueHistory.Change change : changes) {
      JsonNode value = change.to();
      if (value != null && !value.isNumber()) {
        return Optional.empty();
      }
      if (value != null) {
        oldestFirst.add(0, change);
      }
    }
    return oldestFirst.size() < 2 ? Optional.empty() : Optional.of(plot(oldestFirst));
  }

  private static ValuePlot plot(List<ValueHistory.Change> changes) {
    double[] values = changes.stream().mapToDouble(ValuePlot::number).toArray();
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    Instant first = changes.get(0).lastUpdated();
    double span = millis(first, changes.get(changes.size() - 1).lastUpdated());
    StringBuilder points = new StringBuilder();
    double before = -1;
    for (int i = 0; i < values.length; i++) {
      double x =
          span <= 0
              ? i * (double) WIDTH / values.length
              : millis(first, changes.get(i).lastUpdated()) * WIDTH / span;
      double y =
          most <= least ? HEIGHT / 2.0 : HEIGHT - (values[i] - least) * HEIGHT / (most - least);
      if (before >= 0) {
        point(points, x, before);
      }
      point(points, x, y);
      before = y;
    }
    return new ValuePlot(points.toString().strip(), least, most);
  }

  private static double number(ValueHistory.Change change) {
    JsonNode value = change.to();
    return value == null ? 0 : value.asDouble();
  }

  private static double millis(Instant from, Instant to) {
    return to.toEpochMilli() - (double) from.toEpochMilli();
  }

  private static void point(StringBuilder points, double x, double y) {
    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
  }
}
