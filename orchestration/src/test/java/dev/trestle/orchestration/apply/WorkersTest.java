package dev.trestle.orchestration.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.journal.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** In which order entries that are ready are translated. */
class WorkersTest {
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void whatIsUrgentIsTranslatedBeforeAllThatWaitsForAThreadAndTheRestInItsOrder() {
    try (Rig rig = new Rig()) {
      // Held by its source, so that only this test hands the entries out.
      rig.sources().stop("mercy/adt", "ann", "test");
      for (String control : List.of("busy", "one", "two", "late", "three")) {
        assertThat(rig.send(control + "|ADT^A01|P||P1|x")).contains("AA:" + control);
      }
      Awaitility.await().until(() -> held(rig).size() == 5);
      List<JournalEntry> entries = held(rig);
      try (Workers workers =
          new Workers(
              rig.parts().reader(), behindGate(rig), () -> rig.site, rig.parts().committer(), 1)) {
        workers.run(entries.get(0), false);
        Awaitility.await().until(() -> begun.contains("busy"));
        workers.run(entries.get(1), false);
        workers.run(entries.get(2), false);
        workers.run(entries.get(3), true);
        workers.run(entries.get(4), false);
        gate.countDown();
        Awaitility.await().until(() -> begun.size() == 5);
      }
      assertThat(begun).containsExactly("busy", "late", "one", "two", "three");
    }
  }

  private Translator behindGate(Rig rig) {
    return (raw, source, site) -> {
      String text = new String(raw, StandardCharsets.UTF_8);
      begun.add(text.substring(0, text.indexOf('|')));
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return rig.translator.translate(raw, source, site);
    };
  }

  private static List<JournalEntry> held(Rig rig) {
    int source = rig.parts().sources().number("mercy/adt");
    return rig.parts().reader().held(source, 0, 10);
  }
}
