package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out as whom PostgreSQL runs. It refuses to run as root, and rightly: a hole in it would be
 * a hole in the machine.
 *
 * <p>Started by an ordinary user, PostgreSQL runs as that user. Started by root, it runs as the
 * owner of an existing cluster; else as the owner of DATA when that is a user of this machine and
 * not root (a mounted volume); else as {@code postgres} where the machine has it; else as {@code
 * nobody}. Each way is tried with the real programs before it is taken.
 */
final class Unprivileged {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);

  private Unprivileged() {}

  /** As whom to own DATA/postgres, before anything is in it. */
  static Account owner(DataFolder data) throws IOException {
    int ourselves = Folders.owner(Path.of("/proc/self"));
    if (ourselves != RunAs.ROOT) {
      return Account.ofId(ourselves);
    }
    if (Files.isDirectory(data.cluster())) {
      return Account.ofId(Folders.owner(data.cluster()));
    }
    // initdb wants a user with a name; a volume's owner need not have one here.
    return Account.withId(Folders.owner(data.path()))
        .filter(owner -> owner.user() != RunAs.ROOT)
        .or(() -> Account.named("postgres"))
        .orElseGet(Account::nobody);
  }

  /** The first way of becoming that user that can run the server's program. */
  static RunAs find(Account account, DataFolder data, Binaries binaries)
      throws IOException, InterruptedException {
    int ourselves = Folders.owner(Path.of("/proc/self"));
    List<String> failures = new ArrayList<>();
    for (RunAs way : ways(ourselves, account)) {
      Command.Result result = probe(way, data, binaries);
      if (result.ok()) {
        return way;
      }
      failures.add(name(way) + ": " + result.output());
    }
    throw new TrestleException(
        ourselves == RunAs.ROOT
            ? ProblemCode.UNPRIVILEGED_IMPOSSIBLE
            : ProblemCode.DATABASE_START_FAILED,
        (ourselves == RunAs.ROOT
                ? "PostgreSQL does not run as root and no other way works here. Start Trestle as an"
                    + " ordinary user who owns "
                    + data.path()
                    + ": chown -R <user> '"
                    + data.path()
                    + "' and then runuser -u <user> -- trestle … "
                : "PostgreSQL's programs do not run here. They need Linux with glibc, and a data"
                    + " folder that is not mounted noexec. ")
            + "What was tried: "
            + String.join("; ", failures));
  }

  private static List<RunAs> ways(int ourselves, Account account) {
    if (ourselves != RunAs.ROOT) {
      return List.of(RunAs.ourselves(ourselves, account.group()));
    }
    if (account.user() == RunAs.ROOT) {
      return List.of(RunAs.userNamespace());
    }
    return List.of(RunAs.setpriv(account), RunAs.runuser(account), RunAs.userNamespace());
  }

  /** Runs the program as that user, in the folder that must be its own. */
  private static Command.Result probe(RunAs way, DataFolder data, Binaries binaries)
      throws IOException, InterruptedException {
    Path folder = data.postgres();
    if (Folders.owner(folder) != way.user()) {
      if (Files.isDirectory(data.cluster())) {
        return new Command.Result(1, "the cluster belongs to another user");
      }
      way.own(folder);
    }
    String script = "test -w \"$1\" && test -x \"$1\" && exec \"$2\" --version";
    String server = binaries.program("postgres").toString();
    return Command.run(
        way.command(List.of("sh", "-c", script, "sh", folder.toString(), server)), PROBE_TIMEOUT);
  }

  private static String name(RunAs way) {
    return way.prefix().isEmpty() ? "as ourselves" : way.prefix().get(0);
  }
}
