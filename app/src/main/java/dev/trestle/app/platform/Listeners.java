package dev.trestle.app.platform;

import dev.trestle.app.http.StatusSource.ListenerStatus;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.intake.Intake;
import dev.trestle.transport.mllp.ReceiveRoom;
import dev.trestle.transport.tls.ServerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports of the active site. They change with it, as a whole. */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private final ReceiveRoom room = ReceiveRoom.ofHeap();
  private final Intake intake;
  private final ListenerSettings settings;
  private volatile List<Port> open = List.of();
  private volatile boolean started;
  private volatile boolean receiving = true;

  Listeners(Intake intake, ServerIdentity identity) {
    this.intake = intake;
    this.settings = new ListenerSettings(identity);
  }

  /** Opens the ports of the first site; when one cannot be opened, none is. */
  void start(Site site) {
    started = true;
    Change change = prepare(site, Set.of());
    change.apply();
  }

  /**
   * Gets the ports of another site ready. New ones are bound and take nothing yet; before {@link
   * #start} there is nothing to do.
   *
   * @param concerned names of listeners whose messages wait until the change is applied or given up
   * @throws TrestleException PORT_TAKEN, SITE_INVALID; then nothing is changed
   */
  Change prepare(Site next, Set<String> concerned) {
    Change change = new Change(next, concerned);
    if (started) {
      try {
        next.listeners().forEach(change::add);
      } catch (RuntimeException e) {
        change.giveUp();
        throw e;
      }
      change.finish();
    }
    return change;
  }

  /** The step from the ports that are open to those of another site. */
  final class Change {
    private final Set<String> concerned;
    private final List<Port> next = new ArrayList<>();
    private final List<Port> opened = new ArrayList<>();
    private final List<Port> gated = new ArrayList<>();
    private final List<Port> removed = new ArrayList<>();
    private final List<Runnable> steps = new ArrayList<>();
    private final Site site;

    private Change(Site site, Set<String> concerned) {
      this.site = site;
      this.concerned = concerned;
    }

    private void add(Listener listener) {
      Optional<Port> there = open.stream().filter(port -> port.serves(listener)).findFirst();
      if (there.isEmpty()) {
        Port port = new Port(listener, settings.of(listener, site), room, intake);
        port.receive(receiving);
        opened.add(port);
        next.add(port);
        return;
      }
      Port port = there.get();
      Listener before = port.listener();
      next.add(port);
      if (!before.equals(listener)) {
        steps.add(() -> port.standFor(listener));
      }
      if (before.tls() != listener.tls() || !before.tlsSettings().equals(listener.tlsSettings())) {
        steps.add(port.server().prepareTls(settings.of(listener, site)));
      }
      long longest = ListenerSettings.longestMessage(listener, site);
      steps.add(() -> port.server().takeUpTo(longest));
      if (!before.name().equals(listener.name())
          || concerned.contains(before.name())
          || concerned.contains(listener.name())) {
        gated.add(port);
      }
    }

    private void finish() {
      open.stream().filter(port -> !next.contains(port)).forEach(removed::add);
      gated.addAll(removed);
      gated.forEach(port -> port.gate().shut());
    }

    /** Waits until what the ports with shut gates have taken is answered. */
    boolean awaitAnswered(long deadlineNanos) throws InterruptedException {
      for (Port port : gated) {
        if (!port.gate().awaitEmpty(deadlineNanos)) {
          return false;
        }
      }
      return true;
    }

    /** The new site is active: its ports take messages, the others close. Cannot fail. */
    void apply() {
      steps.forEach(Runnable::run);
      open = List.copyOf(next);
      opened.forEach(port -> port.receive(receiving));
      next.forEach(port -> port.gate().open());
      removed.forEach(Port::close);
    }

    /** Everything stays as it was; what waited goes on. */
    void giveUp() {
      opened.forEach(Port::close);
      gated.forEach(port -> port.gate().open());
    }

    /** What happens to the ports, for people. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      opened.forEach(port -> lines.add("opens " + address(port)));
      removed.forEach(port -> lines.add("closes " + address(port)));
      return lines;
    }

    private static String address(Port port) {
      return port.listener().name() + " at " + port.listener().host() + ":" + port.server().port();
    }
  }

  /** Stops or resumes reading; connections stay, and senders wait for their answers. */
  void receive(boolean go) {
    if (go != receiving) {
      LOG.warn(go ? "Reading again" : "Reading stops: the disk is nearly full");
    }
    receiving = go;
    open.forEach(port -> port.receive(go));
  }

  boolean receiving() {
    return receiving && !open.isEmpty();
  }

  int port(String name) {
    return open.stream()
        .filter(port -> port.listener().name().equals(name))
        .findFirst()
        .map(port -> port.server().port())
        .orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no listener " + name));
  }

  List<ListenerStatus> status() {
    return open.stream().map(Port::status).toList();
  }

  @Override
  public void close() {
    List<Port> last = open;
    open = List.of();
    last.forEach(Port::close);
  }
}
