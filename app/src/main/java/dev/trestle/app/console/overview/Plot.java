package dev.trestle.app.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * A line over the last minutes as the points of an SVG polyline, drawn by the server.
 *
 * @param title what it counts
 * @param unit of its figures, empty for none
 * @param points {@code x,y} in a box of {@link #WIDTH} by {@link #HEIGHT}
 * @param most the highest minute
 * @param last the last whole minute
 */
public record Plot(String title, String unit, String points, long most, long last) {
  public static final int WIDTH = 360;
  public static final int HEIGHT = 60;
  public static final int MINUTES = 60;

  /**
   * Draws it.
   *
   * @param values by the start of their minute; a minute that is not there is 0
   */
  static Plot of(String title, String unit, Map<Instant, Long> values, Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.MINUTES);
    long most = 0;
    long[] heights = new long[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      heights[i] = values.getOrDefault(end.minus(Duration.ofMinutes(MINUTES - i)), 0L);
      most = Math.max(most, heights[i]);
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < MINUTES; i++) {
      double x = i * (double) WIDTH / (MINUTES - 1);
      double y = most == 0 ? HEIGHT : HEIGHT - heights[i] * (double) HEIGHT / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return new Plot(title, unit, points.toString().strip(), most, heights[MINUTES - 1]);
  }
}
