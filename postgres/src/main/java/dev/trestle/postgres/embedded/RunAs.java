package dev.trestle.postgres.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL's programs run, and how to become that user.
 *
 * @param prefix the program and its arguments that change the user; empty to stay who we are
 * @param user owner of DATA/postgres
 * @param group its group
 * @param warning what the operator should know about this way, or empty
 */
record RunAs(List<String> prefix, int user, int group, String warning) {
  static final int ROOT = 0;

  RunAs {
    prefix = List.copyOf(prefix);
  }

  /** Stay who we are. */
  static RunAs ourselves(int user, int group) {
    return new RunAs(List.of(), user, group, "");
  }

  /** Become the user with no capability left and no way to regain one. */
  static RunAs setpriv(Account account) {
    return new RunAs(
        List.of(
            "setpriv",
            "--reuid=" + account.user(),
            "--regid=" + account.group(),
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all",
            "--"),
        account.user(),
        account.group(),
        "");
  }

  static RunAs runuser(Account account) {
    return new RunAs(
        List.of("runuser", "-u", account.name(), "--"), account.user(), account.group(), "");
  }

  /** Satisfies PostgreSQL's check only: the processes still own what root owns. */
  static RunAs userNamespace() {
    return new RunAs(
        List.of("unshare", "-U", "--"),
        ROOT,
        ROOT,
        "No unprivileged user can reach the data folder, so PostgreSQL keeps root's files within a"
            + " user namespace. Start Trestle as an ordinary user, or put the data folder where"
            + " one can reach it (for example /var/lib/trestle).");
  }

  /** Gives a file to that user; as ourselves it is ours already. */
  void own(Path file) throws IOException {
    if (!prefix.isEmpty()) {
      Folders.chown(file, user, group);
    }
  }

  List<String> command(List<String> arguments) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(arguments);
    return all;
  }
}
