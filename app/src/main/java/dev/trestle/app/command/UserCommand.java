package dev.trestle.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle user}: who may sign in to the console. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "The people who sign in to the console.",
    footer = {
      "",
      "Roles: operate (balance, feeds, exceptions without content), steward (patient data,",
      "corrections, reviews), analyze (messages, masked), administer (people, tokens, site),",
      "audit (who did what).",
      "Example: trestle user create anna --role operate,steward"
    },
    subcommands = {
      UserCommand.Everybody.class,
      UserCommand.Create.class,
      UserCommand.Password.class,
      UserCommand.Roles.class,
      UserCommand.Disable.class,
      UserCommand.Enable.class
    })
final class UserCommand extends CommandGroup {
  private static final String PATH = "/api/users";

  /** {@code trestle user list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Everybody, with roles.")
  static final class Everybody extends ConnectedCommand {
    @Override
    public Integer call() {
      for (JsonNode user : trestle().get(PATH)) {
        List<String> roles = new ArrayList<>();
        user.path("roles").forEach(role -> roles.add(role.asString()));
        out()
            .printf(
                "%s  %s%s%n",
                user.path("name").asString(),
                String.join(", ", roles),
                user.path("enabled").asBoolean() ? "" : "  (disabled)");
      }
      return ExitCode.OK;
    }
  }

  /** A command about one person. */
  abstract static class AboutOne extends ConnectedCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Who.")
    private String name = "";

    String name() {
      return name;
    }

    String path(String what) {
      return PATH + "/" + name + "/" + what;
    }

    Integer say(String text) {
      out().println(text);
      return ExitCode.OK;
    }
  }

  /** {@code trestle user create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a person and prints a generated password. It is shown this once.")
  static final class Create extends AboutOne {
    @Option(names = "--role", required = true, split = ",", description = "What the person may do.")
    private List<String> roles = List.of();

    @Override
    public Integer call() {
      return say(
          trestle().post(PATH, Map.of("name", name(), "roles", roles)).path("password").asString());
    }
  }

  /** {@code trestle user password}. */
  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description =
          "Gives a person a new generated password and prints it; the person's sessions end.")
  static final class Password extends AboutOne {
    @Override
    public Integer call() {
      return say(trestle().post(path("password"), Map.of()).path("password").asString());
    }
  }

  /** {@code trestle user roles}. */
  @Command(
      name = "roles",
      mixinStandardHelpOptions = true,
      description = "Gives a person other roles; the person's sessions end.")
  static final class Roles extends AboutOne {
    @Option(names = "--role", required = true, split = ",", description = "All that it has then.")
    private List<String> roles = List.of();

    @Override
    public Integer call() {
      trestle().post(path("roles"), Map.of("roles", roles));
      return say(name() + " has the roles " + String.join(", ", roles));
    }
  }

  /** {@code trestle user disable}. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Ends a person's sessions and lets nobody in under the name.")
  static final class Disable extends AboutOne {
    @Override
    public Integer call() {
      trestle().post(path("disable"), Map.of());
      return say(name() + " is disabled");
    }
  }

  /** {@code trestle user enable}. */
  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Lets a person sign in again, also after too many wrong passwords.")
  static final class Enable extends AboutOne {
    @Override
    public Integer call() {
      trestle().post(path("enable"), Map.of());
      return say(name() + " is enabled");
    }
  }
}
