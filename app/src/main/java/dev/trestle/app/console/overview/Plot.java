package dev.trestle.app.console.overview;

import dev.trestle.orchestration.traffic.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A line over the last minutes as the points of an SVG polyline, drawn by the server.
 *
 * @param title what it counts
 * @param points {@code x,y} in a box of {@link #WIDTH} by {@link #HEIGHT}
 * @param most the highest minute
 * @param last the last whole minute
 */
public record Plot(String title, String points, int most, int last) {
  public static final int WIDTH = 360;
  public static final int HEIGHT = 60;
  public static final int MINUTES = 60;

  public static Plot of(
      String title, List<Minute> minutes, Instant now, ToIntFunction<Minute> value) {
    Map<Instant, Integer> values = new HashMap<>();
    minutes.forEach(minute -> values.put(minute.start(), value.applyAsInt(minute)));
    Instant end = now.truncatedTo(ChronoUnit.MINUTES);
    int most = 0;
    int[] heights = new int[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      heights[i] = values.getOrDefault(end.minus(Duration.ofMinutes(MINUTES - i)), 0);
      most = Math.max(most, heights[i]);
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < MINUTES; i++) {
      double x = i * (double) WIDTH / (MINUTES - 1);
      double y = most == 0 ? HEIGHT : HEIGHT - heights[i] * (double) HEIGHT / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return new Plot(title, points.toString().strip(), most, heights[MINUTES - 1]);
  }
}
