package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.Cli;
import dev.trestle.app.replay.Replay;
import dev.trestle.app.replay.ReplayCounts;
import dev.trestle.app.replay.ReplayQuestion;
import dev.trestle.app.replay.Replays;
import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/tutorials/new-hospital.md, with the outputs it shows; then what a replay
 * does when it is stopped.
 */
class NewHospitalTest {
  private static final Path TUTORIALS = Path.of("..", "docs", "tutorials");
  private static final Path DOCUMENT = TUTORIALS.resolve("new-hospital.md");
  private static final String FILES = "docs/tutorials/new-hospital";
  private static final Pattern BLOCK =
      Pattern.compile("^```(console|yaml|csv)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String PROMPT = "$ ./trestle ";
  private static final String EXIT = "exit code ";

  @TempDir private Path folder = Path.of("");

  /** A command with the lines that it must print, in this order. */
  private record Step(String command, List<String> output, int code) {}

  @Test
  void theCommandsOfTheTutorialDoWhatItSays() throws Exception {
    int port = Sites.freePort();
    Path files = copy(port);
    SiteVersion before = SiteFolder.read(files.resolve("before"));
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(folder.resolve("data"), new SiteChoice.Folder(before), 0),
            text -> {})) {
      for (Step step : steps()) {
        assertStep(step, port, files);
        assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      }
      assertThat(platform.site().version()).as("taken back").isEqualTo(before.hash());
      assertNothingOfAPatientIsKept(platform);
      assertAStoppedReplayIsNotFinishedAndTheNextOneRuns(platform, files);
    }
  }

  private void assertStep(Step step, int port, Path files) {
    List<String> arguments = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(step.command());
    while (argument.find()) {
      String text = argument.group(1) == null ? argument.group(2) : argument.group(1);
      arguments.add(
          text.equals("hospital")
              ? folder.resolve("data").toString()
              : text.replace(FILES, files.toString()).replace(":2575", ":" + port));
    }
    Cli.Result result = Cli.run(arguments.toArray(String[]::new));
    assertThat(result.code())
        .as(step.command() + "\n" + result.out() + result.err())
        .isEqualTo(step.code());
    List<String> lines = result.out().lines().toList();
    int at = 0;
    for (String expected : step.output()) {
      Pattern pattern =
          Pattern.compile(
              Pattern.quote(expected).replace("…", "\\E.*\\Q"), Pattern.UNICODE_CHARACTER_CLASS);
      while (at < lines.size() && !pattern.matcher(lines.get(at)).matches()) {
        at++;
      }
      assertThat(at)
          .as("%s must print\n%s\nand prints\n%s", step.command(), expected, result.out())
          .isLessThan(lines.size());
      at++;
    }
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
    while (block.find()) {
      if (block.group(1).equals("console")) {
        steps.addAll(steps(block.group(2)));
      }
    }
    assertThat(steps).hasSizeGreaterThan(8);
    return steps;
  }

  private static List<Step> steps(String block) {
    List<Step> steps = new ArrayList<>();
    String command = "";
    List<String> output = new ArrayList<>();
    int code = 0;
    for (String line : (block + PROMPT).lines().toList()) {
      if (!line.startsWith(PROMPT.strip())) {
        code = line.startsWith(EXIT) ? Integer.parseInt(line.substring(EXIT.length())) : code;
        if (!line.startsWith(EXIT)) {
          output.add(line);
        }
        continue;
      }
      if (!command.isEmpty()) {
        steps.add(new Step(command, List.copyOf(output), code));
      }
      command = line.length() <= PROMPT.length() ? "" : line.substring(PROMPT.length());
      output.clear();
      code = 0;
    }
    return steps;
  }

  @Test
  void whatThePageShowsOfTheFilesStandsInThem() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> walk = Files.walk(TUTORIALS.resolve("new-hospital/after"))) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().contains("tests")) {
          all.append(Files.readString(file)).append('\n');
        }
      }
    }
    Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
    List<String> missing = new ArrayList<>();
    while (block.find()) {
      if (!block.group(1).equals("console")) {
        block
            .group(2)
            .lines()
            .filter(Predicate.not(all.toString()::contains))
            .forEach(missing::add);
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The files of the tutorial, on a port that is free here. */
  private Path copy(int port) throws IOException {
    Path source = TUTORIALS.resolve("new-hospital");
    Path target = folder.resolve("new-hospital");
    try (Stream<Path> walk = Files.walk(source)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path to = target.resolve(source.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
        if (file.endsWith("site.yaml")) {
          Files.writeString(to, Files.readString(to).replace("port: 2575", "port: " + port));
        }
      }
    }
    return target;
  }

  private static void assertNothingOfAPatientIsKept(Platform platform) {
    List<String> kept =
        Jdbi.create(platform.database())
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select r::text from site_replay r
                            union all select m::text from site_replay_message m
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(kept)
        .hasSize(4)
        .noneMatch(row -> row.contains("ller") || row.contains("4711") || row.contains("1961"));
  }

  private void assertAStoppedReplayIsNotFinishedAndTheNextOneRuns(Platform platform, Path files) {
    Replays replays = platform.replays();
    SiteVersion after = SiteFolder.read(files.resolve("after"));
    ReplayQuestion question = new ReplayQuestion(after, 10, Optional.of("hedwig/adt"));
    long[] stopped = new long[1];
    assertThat(
            thrown(
                () ->
                    replays.run(
                        question,
                        "anna",
                        (id, counts) -> {
                          stopped[0] = id;
                          throw new UncheckedIOException(new IOException("hung up"));
                        })))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(replays.find(stopped[0]).endedAt()).isEmpty();
    assertThat(replays.latest(after.hash()).map(Replay::id))
        .as("the finished one counts")
        .contains(1L);

    List<Throwable> refused = new ArrayList<>();
    Replay next =
        replays.run(
            question,
            "anna",
            (id, counts) ->
                refused.add(thrown(() -> replays.run(question, "otto", (other, none) -> {}))));
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each)
                    .isInstanceOfSatisfying(
                        TrestleException.class,
                        e -> assertThat(e.code()).isEqualTo(ProblemCode.CONFLICT)));
    assertThat(next.counts()).isEqualTo(new ReplayCounts(6, 6, 3, 3, 3, 0, 0));
    assertThat(
            thrown(
                () -> replays.check(new ReplayQuestion(after, 10, Optional.of("hedwig/nobody")))))
        .isInstanceOfSatisfying(
            TrestleException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  private static Throwable thrown(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }
}
