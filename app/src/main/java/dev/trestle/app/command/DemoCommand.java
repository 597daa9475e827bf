package dev.trestle.app.command;

import dev.trestle.app.platform.Logs;
import dev.trestle.app.platform.Platform;
import dev.trestle.app.platform.PlatformSettings;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.sender.FeedReport;
import dev.trestle.sandbox.sender.HospitalSender;
import dev.trestle.sandbox.sender.SenderSettings;
import dev.trestle.sandbox.sender.Witness;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.tls.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trestle demo}: the platform with three simulated hospitals. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Starts Trestle and three simulated hospitals that send to it over TLS.",
    footer = {
      "",
      "The last line says whether the balance closed: exit code 0 when it did, 1 when not.",
      "A further start on the same data goes on where the last one ended, with the same people.",
      "Example: trestle demo --for 60s --data /tmp/trestle-demo"
    })
final class DemoCommand implements Callable<Integer> {
  private static final long SEED = 20_260_105;
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);
  private static final String LISTENER = "hospitals";

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "End after this time: 60s, 10m (default: until Ctrl-C).")
  private @Nullable String time;

  @Mixin private final PortOptions ports = new PortOptions();

  @Option(
      names = "--rate",
      defaultValue = "100",
      description =
          "Messages a second of all hospitals; 0 = as fast as answers come (default: 100).")
  private double rate = 100;

  @Option(
      names = "--people",
      defaultValue = "2000",
      description = "How many people live in the simulated towns (default: 2000).")
  private int people = 2000;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    Duration limit = time == null ? Duration.ofDays(36_500) : duration(time);
    Logs.into(data.folder);
    try (Foreground foreground = new Foreground()) {
      return foreground.finished(run(foreground, limit, out));
    }
  }

  private int run(Foreground foreground, Duration limit, PrintWriter out)
      throws InterruptedException, IOException {
    Balance balance;
    boolean drained;
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data.folder, DemoSite.site(ports.mllp), ports.http),
            text -> line(out, text))) {
      introduce(platform, out);
      DemoProgress before = DemoProgress.read(data.folder, people);
      try (HospitalSender hospitals = hospitals(platform, before)) {
        hospitals.start();
        report(platform, hospitals, before, foreground, limit, out);
        hospitals.stop();
        before.plus(hospitals.report()).write(data.folder);
        drained = platform.awaitIdle(DRAIN_LIMIT);
        summarise(hospitals.report().total(), out);
      }
      balance = platform.balance();
    }
    line(out, balance.line());
    return drained && balance.closes() && balance.inFlight() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private void introduce(Platform platform, PrintWriter out) {
    String curl = "curl --cacert " + platform.certificate() + " ";
    line(out, "");
    line(out, "  FHIR R4   " + platform.httpAddress() + "/fhir");
    line(out, "  token     trestle token create --name me --role fhir-read --data " + data.folder);
    line(out, "  for example");
    line(out, "    " + curl + platform.httpAddress() + "/fhir/metadata");
    line(out, "  status    trestle status --data " + data.folder);
    line(out, "");
  }

  private HospitalSender hospitals(Platform platform, DemoProgress before) {
    Sandbox sandbox = Sandbox.of(SEED, before.people());
    MllpTarget target =
        MllpTarget.of(
            "localhost", platform.mllpPort(LISTENER), ClientTls.trusting(platform.certificate()));
    return new HospitalSender(
        SenderSettings.endless(target, rate), sandbox.hospitals(), before.answered(), Witness.NONE);
  }

  private void report(
      Platform platform,
      HospitalSender hospitals,
      DemoProgress before,
      Foreground foreground,
      Duration limit,
      PrintWriter out)
      throws InterruptedException, IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (foreground.awaitStop(left.compareTo(REPORT_EVERY) < 0 ? left : REPORT_EVERY)) {
        return;
      }
      before.plus(hospitals.report()).write(data.folder);
      FeedReport sent = hospitals.report().total();
      line(out, "hospitals sent " + sent.answered() + "; " + progress(platform.balance()));
    }
  }

  /** While messages come in, some are in flight: that is not an open balance. */
  private static String progress(Balance balance) {
    String line = balance.line();
    return balance.closes() ? line.substring(line.indexOf(':') + 2) : line;
  }

  private static void summarise(FeedReport sent, PrintWriter out) {
    line(
        out,
        "hospitals: %d messages answered (%d accepted, %d errors, %d rejected), %d of them resent on purpose, %d sent again for want of an answer"
            .formatted(
                sent.answered(),
                sent.accepted(),
                sent.errors(),
                sent.rejected(),
                sent.copies(),
                sent.resent()));
  }

  private Duration duration(String text) {
    try {
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        default -> throw new NumberFormatException("no unit");
      };
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          ProblemCode.REQUEST_INVALID.advice() + " --for takes a time: 60s, 10m, 1h",
          new TrestleException(ProblemCode.REQUEST_INVALID, "time"));
    }
  }

  private static void line(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }
}
