package dev.trestle.app.console;

import dev.trestle.app.http.Audited;
import dev.trestle.app.http.DecisionReason;
import dev.trestle.app.http.HttpParts;
import dev.trestle.kernel.problem.TrestleException;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What pages record of who saw or decided what. */
public final class Decisions {
  private final HttpParts parts;

  public Decisions(HttpParts parts) {
    this.parts = parts;
  }

  /**
   * The reason of a decision.
   *
   * @throws TrestleException REQUEST_INVALID there is none
   */
  public static String reason(String text) {
    return DecisionReason.required(text);
  }

  /** Makes a change and records it; one that is refused is recorded too, with why. */
  public <T> T change(String action, String detail, Principal who, Supplier<T> change) {
    return Audited.change(parts, who, action, detail, change);
  }

  /** The same for a change that gives nothing back. */
  public void change(String action, String detail, Principal who, Runnable change) {
    change(
        action,
        detail,
        who,
        () -> {
          change.run();
          return true;
        });
  }

  /** Records a decision or a look that is about no patient in particular. */
  public void audit(String action, String detail, Principal who) {
    Audited.done(parts, who, action, detail);
  }

  /** Records a look at a message, or what was made of it: it is found again by the entry. */
  public void entry(String action, long seq, String detail, Principal who) {
    Audited.entry(parts, who, action, seq, detail);
  }

  /** Records it with the patients whose data was seen or changed. */
  public void audit(String action, String detail, List<UUID> patients, Principal who) {
    Audited.done(parts, who, action, patients, detail);
  }
}
