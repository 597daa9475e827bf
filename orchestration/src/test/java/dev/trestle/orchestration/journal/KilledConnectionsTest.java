package dev.trestle.orchestration.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Backends are killed in the middle of appends, again and again. */
class KilledConnectionsTest {
  private static final int KILLS = 150;
  private static final int AT_ONCE = 40;
  private static final String KILL =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
      """;

  @Test
  void everyAppendIsProvedOrFailsBecauseTheDatabaseWasAwayAndNothingElse() throws Exception {
    try (JournalRig rig = new JournalRig()) {
      Thread killer = new Thread(() -> kill(rig));
      killer.start();
      Map<Long, String> proved = new HashMap<>();
      for (long n = 0; killer.isAlive(); n += AT_ONCE) {
        appendSome(rig, n, proved);
      }
      killer.join();
      proved.forEach(
          (seq, content) -> assertThat(rig.reader().raw(seq)).asString().isEqualTo(content));
      assertThat(Sql.number(rig.real.dataSource(), "select sum(entries) from received"))
          .isEqualTo(rig.count("journal"));
    }
  }

  private static void kill(JournalRig rig) {
    for (int i = 0; i < KILLS; i++) {
      Sql.run(rig.real.dataSource(), KILL);
    }
  }

  private static void appendSome(JournalRig rig, long first, Map<Long, String> proved) {
    List<CompletableFuture<Appended>> all = new ArrayList<>();
    for (long n = first; n < first + AT_ONCE; n++) {
      all.add(rig.appender.append(rig.entry(n, "m" + n)));
    }
    for (int i = 0; i < all.size(); i++) {
      try {
        proved.put(all.get(i).join().seq(), "m" + (first + i));
      } catch (CompletionException failed) {
        assertThat(failed.getCause())
            .isInstanceOfSatisfying(
                TrestleException.class,
                problem -> assertThat(problem.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE));
      }
    }
  }
}
