package dev.trestle.app.platform;

import dev.trestle.app.http.Check;
import dev.trestle.app.http.Check.Kind;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.Durability;
import dev.trestle.postgres.disk.DiskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether everything is as it must be, in words. */
final class Checks {
  private final Supplier<Durability> durability;
  private final Supplier<DiskState> disk;
  private final BooleanSupplier receiving;
  private final Map<String, BooleanSupplier> threads;
  private final List<Supplier<Check>> alarms;

  /**
   * The checks of a platform.
   *
   * @param durability read on a new session; throws when the database does not answer
   * @param disk of the embedded database
   * @param receiving whether the listeners are open and read
   * @param threads by the name of the part, whether its thread lives
   * @param alarms checks of parts that know better than anybody what is wrong with them
   */
  Checks(
      Supplier<Durability> durability,
      Supplier<DiskState> disk,
      BooleanSupplier receiving,
      Map<String, BooleanSupplier> threads,
      List<Supplier<Check>> alarms) {
    this.durability = durability;
    this.disk = disk;
    this.receiving = receiving;
    this.threads = new TreeMap<>(threads);
    this.alarms = List.copyOf(alarms);
  }

  List<Check> look() {
    List<Check> checks = new ArrayList<>();
    checks.add(database());
    DiskState room = disk.get();
    checks.add(
        new Check(
            "disk",
            Kind.SURROUNDINGS,
            room == DiskState.ROOMY,
            room == DiskState.ROOMY ? "there is room" : "the disk is nearly full: free room"));
    boolean reads = receiving.getAsBoolean();
    checks.add(
        new Check(
            "listeners", Kind.SURROUNDINGS, reads, reads ? "open and reading" : "not reading"));
    threads.forEach(
        (name, alive) -> {
          boolean lives = alive.getAsBoolean();
          checks.add(
              new Check(
                  name,
                  Kind.PROCESS,
                  lives,
                  lives ? "running" : "has ended: restart Trestle and report its log"));
        });
    alarms.forEach(alarm -> checks.add(alarm.get()));
    return checks;
  }

  private Check database() {
    try {
      Durability now = durability.get();
      return new Check(
          "database",
          Kind.SURROUNDINGS,
          now.isDurable(),
          now.isDurable() ? "answers, and keeps what it commits" : "does not keep what it commits");
    } catch (TrestleException away) {
      return new Check("database", Kind.SURROUNDINGS, false, String.valueOf(away.getMessage()));
    }
  }
}
