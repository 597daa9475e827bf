package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCategory;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class RootCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theVersionNamesTheReleaseAndTheJavaThatRunsIt() {
    assertThat(run("--version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("trestle ").contains("Java ");
  }

  @Test
  void helpIsPrintedToStandardOutput() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Usage: trestle");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void noCommandIsAnErrorOfUsage() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Missing command");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownCommandIsAnErrorOfUsage() {
    assertThat(run("no-such-command")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aProblemOfTheMachineAnswersThree() {
    ProblemCode code = firstOf(ProblemCategory.INFRASTRUCTURE);
    assertThat(runFailing(new TrestleException(code, "The disk is full."))).isEqualTo(3);
    assertThat(err.toString()).contains("The disk is full.").contains(code.name());
  }

  @Test
  void whatARunningTrestleRefusedAnswersOneWhateverTheReason() {
    ProblemCode code = firstOf(ProblemCategory.CONFIGURATION);
    assertThat(runFailing(new TrestleException(code, "No.", new ServerRefusal()))).isEqualTo(1);
    assertThat(err.toString()).contains("No. [" + code).contains(code.advice());
    assertThat(runFailing(new TrestleException(code, "No."))).isEqualTo(3);
  }

  @Test
  void aRefusalIsToldAsTheProblemThatItIs() {
    String line = "{\"problem\": {\"code\": %d, \"detail\": \"It ended.\"}}";
    for (ProblemCode code : ProblemCode.values()) {
      assertThatThrownBy(() -> RunningTrestle.progress(line.formatted(code.number())))
          .isInstanceOfSatisfying(
              TrestleException.class, told -> assertThat(told.code()).isEqualTo(code))
          .hasMessage("It ended.")
          .hasCauseInstanceOf(ServerRefusal.class);
    }
    assertThatThrownBy(() -> RunningTrestle.progress(line.formatted(12345)))
        .isInstanceOfSatisfying(
            TrestleException.class,
            told -> assertThat(told.code()).isEqualTo(ProblemCode.REQUEST_INVALID));
    assertThat(RunningTrestle.progress("{\"looked\": 5}").path("looked").asInt()).isEqualTo(5);
  }

  @Test
  void aProblemOfTheDataAnswersOne() {
    ProblemCode code = firstOf(ProblemCategory.DATA);
    assertThat(runFailing(new TrestleException(code, "No MSH."))).isEqualTo(1);
  }

  @Test
  void aDefectShowsItsPlaceAndNeverItsText() {
    Exception defect = new IllegalStateException("DOE^JANE", new RuntimeException("19700101"));
    assertThat(runFailing(defect)).isEqualTo(1);
    assertThat(err.toString())
        .contains("IllegalStateException at dev.trestle.app.command.RootCommandTest")
        .contains("caused by java.lang.RuntimeException")
        .doesNotContain("DOE", "19700101");
  }

  private int run(String... arguments) {
    return captured(RootCommand.commandLine()).execute(arguments);
  }

  private int runFailing(Exception failure) {
    CommandLine line = captured(RootCommand.commandLine());
    line.addSubcommand("fail", captured(new CommandLine(new Failing(failure))));
    line.setExecutionExceptionHandler(new FailureReport());
    return line.execute("fail");
  }

  private CommandLine captured(CommandLine line) {
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  private static ProblemCode firstOf(ProblemCategory category) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.category() == category)
        .findFirst()
        .orElseThrow();
  }

  @Command(name = "fail")
  private static final class Failing implements Callable<Integer> {
    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
