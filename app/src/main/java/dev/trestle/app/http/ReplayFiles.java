package dev.trestle.app.http;

import dev.trestle.app.replay.Replay;
import dev.trestle.app.replay.ReplayCounts;
import dev.trestle.app.replay.ReplayQuestion;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.List;

/**
 * A replay as an answer that is written while it goes on: a line of JSON after each piece. It ends
 * when nobody reads any more. That it began and what came of it is recorded. The API and the
 * console give the same one.
 */
public final class ReplayFiles {
  private static final String ACTION = "site-replay";

  private ReplayFiles() {}

  /**
   * Replays.
   *
   * @throws TrestleException REQUEST_INVALID, NOT_FOUND, CONFLICT: nothing was answered
   */
  public static void run(
      HttpParts parts, ReplayQuestion question, HttpServletResponse response, Principal caller)
      throws IOException {
    parts.stored().replays().check(question);
    String detail =
        SiteVersion.shortened(question.version().hash())
            + question.source().map(source -> ", " + source).orElse("");
    Audited.done(parts, caller, ACTION, detail + ", begun, at most " + question.messages());
    ProgressLines lines = ProgressLines.begin(response);
    try {
      Replay done =
          parts
              .stored()
              .replays()
              .run(
                  question,
                  caller.getName(),
                  (replay, counts) -> line(lines, replay, counts, false));
      Audited.done(
          parts, caller, ACTION, detail + ", replay " + done.id() + ": " + done.counts().words());
      line(lines, done.id(), done.counts(), true);
    } catch (UncheckedIOException hungUp) {
      failed(parts, caller, detail + ", stopped by who asked");
    } catch (RuntimeException broken) {
      failed(parts, caller, detail + ", broke off: " + broken.getClass().getSimpleName());
      throw broken;
    }
  }

  private static void failed(HttpParts parts, Principal caller, String detail) {
    Audited.record(parts, caller.getName(), ACTION, Audited.FAILED, List.of(), detail);
  }

  private static void line(ProgressLines lines, long replay, ReplayCounts counts, boolean done) {
    lines.line(
        node ->
            node.put("replay", replay)
                .put("messages", counts.messages())
                .put("looked", counts.looked())
                .put("compared", counts.compared())
                .put("differ", counts.differ())
                .put("repeats", counts.repeats())
                .put("big", counts.big())
                .put("unreadable", counts.unreadable())
                .put("done", done));
  }
}
