package dev.trestle.orchestration.source;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.journal.SourceDecisionStore;
import dev.trestle.orchestration.journal.SourceStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Stops and starts sources. A stopped source is received, journaled and answered as ever; what it
 * sends waits. The decision is committed first, then the dispatcher is told, which goes by what is
 * committed.
 */
public final class Sources {
  /** Decisions about a source that are shown. */
  private static final int HISTORY = 20;

  private final SourceStateStore states;
  private final SourceDecisionStore decisions;
  private final SourceStore numbers;
  private final Supplier<Site> site;
  private final Dispatcher dispatcher;

  public Sources(
      DataSource database, SourceStore numbers, Supplier<Site> site, Dispatcher dispatcher) {
    this.states = new SourceStateStore(database);
    this.decisions = new SourceDecisionStore(database);
    this.numbers = numbers;
    this.site = site;
    this.dispatcher = dispatcher;
  }

  /** All sources that the site has or that have ever sent, by name. */
  public List<SourceState> list() {
    List<SourceState> all = new ArrayList<>(states.states());
    Set<String> known = all.stream().map(SourceState::name).collect(Collectors.toSet());
    for (HealthSystem system : site.get().healthSystems()) {
      system.sources().stream()
          .map(source -> source.name().toString())
          .filter(name -> !known.contains(name))
          .map(Sources::silent)
          .forEach(all::add);
    }
    all.sort(Comparator.comparing(SourceState::name));
    return all;
  }

  /** The names of {@link #list}, without counting. */
  public List<String> names() {
    Set<String> names = new TreeSet<>(states.names());
    site.get().healthSystems().stream()
        .flatMap(system -> system.sources().stream())
        .forEach(source -> names.add(source.name().toString()));
    return List.copyOf(names);
  }

  private static SourceState silent(String name) {
    return new SourceState(
        name,
        SourceState.State.RUNNING,
        Optional.empty(),
        0,
        Optional.empty(),
        0,
        Optional.empty(),
        0);
  }

  /**
   * What the source sends waits from now on.
   *
   * @throws TrestleException NOT_FOUND there is no such source; CONFLICT it is stopped already
   */
  public void stop(String name, String actor, String reason) {
    decide(name, SourceDecisionStore.Kind.STOP, actor, reason);
  }

  /**
   * What has waited goes on, oldest first and in order, before what comes from now on.
   *
   * @throws TrestleException NOT_FOUND there is no such source; CONFLICT it is not stopped
   */
  public void start(String name, String actor, String reason) {
    decide(name, SourceDecisionStore.Kind.START, actor, reason);
  }

  /**
   * One source.
   *
   * @throws TrestleException NOT_FOUND there is no such source
   */
  public SourceState find(String name) {
    known(name);
    return states.state(name).orElseGet(() -> silent(name));
  }

  /**
   * The last decisions about a source, newest first.
   *
   * @throws TrestleException NOT_FOUND there is no such source
   */
  public List<SourceDecisionStore.Decided> history(String name) {
    return decisions.history(number(name), HISTORY);
  }

  /**
   * The number by which the journal knows a source.
   *
   * @throws TrestleException NOT_FOUND there is no such source
   */
  public int number(String name) {
    known(name);
    return numbers.number(SourceName.parse(name));
  }

  private void known(String name) {
    List<String> all = names();
    if (!all.contains(name)) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "There is no source " + name + "; there are " + String.join(", ", all));
    }
  }

  private void decide(String name, SourceDecisionStore.Kind kind, String actor, String reason) {
    int number = number(name);
    decisions.decide(number, kind, actor, reason);
    dispatcher.sourceChanged(number);
  }
}
