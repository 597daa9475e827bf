package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.RootCommand;
import dev.trestle.app.site.SiteText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the site against a process of its own that is killed while the site changes. */
class SiteKillTest {
  private static final int KILLS = Integer.getInteger("trestle.site.kills", 3);
  private static final long SEED = Long.getLong("trestle.site.seed", System.nanoTime());
  private static final String MRN = "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}";

  @TempDir private Path folder = Path.of("");

  @Test
  void aKillWhileTheSiteChangesLeavesTheOldVersionOrTheNewOne() throws Exception {
    Path data = folder.resolve("data");
    int port = Sites.freePort();
    List<List<SiteText>> sites =
        List.of(
            Sites.mercy(Sites.listener("feeds", port, ""), MRN, ""),
            Sites.mercy(
                Sites.listener("feeds", port, "") + Sites.listener("more", 0, ""),
                MRN.replace("[HOSP]", "[HOSP, OTHER]"),
                ""));
    List<String> hashes = sites.stream().map(texts -> Sites.version(texts).hash()).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    ChildTrestle trestle = ChildTrestle.start(data, 0, folder.resolve("up.log"));
    try {
      assertThat(site(data, "activate", write("first", sites.get(0)), "--reason", "first").code)
          .isZero();
      int active = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        int next = 1 - active;
        Path wanted = write("next" + kill, sites.get(next));
        Thread activating =
            new Thread(() -> site(data, "activate", wanted.toString(), "--reason", "killed"));
        activating.start();
        // The moment of the kill is what is random here.
        new CountDownLatch(1).await(random.nextInt(600), TimeUnit.MILLISECONDS);
        trestle.killJvm();
        activating.join();
        trestle = ChildTrestle.start(data, 0, folder.resolve("up.log"));
        Said show = site(data, "show");
        String hash = show.text.lines().findFirst().orElseThrow().replace("# version ", "");
        assertThat(hash).as("kill %d, seed %d", kill, SEED).isIn(hashes);
        active = hashes.indexOf(hash);
        // What runs is what the ledger says, as a whole.
        assertThat(Files.readString(folder.resolve("up.log")))
            .contains("MLLP at 127.0.0.1:" + port + (active == 0 ? ", TLS" : ", 127.0.0.1:"));
        assertThat(site(data, "history").text.lines().findFirst().orElseThrow())
            .contains(hash.substring(0, 12));
      }
      Said rollback = site(data, "rollback", "--to", hashes.get(1 - active), "--reason", "other");
      if (rollback.code != 0) {
        assertThat(rollback.text).as("it was never kept").contains("There is no version");
      }
    } finally {
      trestle.stop();
    }
  }

  private record Said(int code, String text) {}

  private static Said site(Path data, String action, Object... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    List<String> all =
        new java.util.ArrayList<>(List.of("site", action, "--data", data.toString()));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    int code =
        RootCommand.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
    return new Said(code, said.toString());
  }

  private Path write(String name, List<SiteText> texts) throws IOException {
    Path site = folder.resolve(name);
    for (SiteText text : texts) {
      Path file = site.resolve(text.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.text());
    }
    return site;
  }
}
