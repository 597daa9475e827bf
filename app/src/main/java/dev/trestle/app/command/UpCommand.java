package dev.trestle.app.command;

import dev.trestle.app.platform.Logs;
import dev.trestle.app.platform.Platform;
import dev.trestle.app.platform.PlatformSettings;
import dev.trestle.app.platform.SiteChoice;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.app.site.SiteFolder;
import dev.trestle.kernel.site.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trestle up}: the platform in the foreground. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts Trestle in the foreground; Ctrl-C stops it in order.",
    footer = {
      "",
      "The master key is made at the first start, beside the data folder. Keep a copy of it",
      "elsewhere: without it the data cannot be read."
    })
final class UpCommand implements Callable<Integer> {
  private static final int MOST_WORKERS = 256;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description = {
        "Folder of the site; it becomes the active one. Without it the active version of the",
        "data folder runs, or at first one loopback listener with one source for all."
      })
  private @Nullable Path siteFolder;

  @Mixin private final PortOptions ports = new PortOptions();

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Mixin private final MasterKeyOption masterKey = new MasterKeyOption();

  @Option(
      names = "--plain-mllp",
      description = "The default site without TLS. Only ever on loopback; for trying things out.")
  private boolean plainMllp;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      converter = ZoneName.class,
      description = "The default site's zone of times without an offset (default: UTC).")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--environment",
      defaultValue = "any",
      description = "Which MSH-11 is taken: production (P), test (T, D) or any (default).")
  private Environment environment = Environment.ANY;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Messages translated at once (default: one for each processor, at least 2). The result"
              + " does not depend on it.")
  private @Nullable Integer workers;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Logs.into(data.folder);
    SiteChoice site =
        siteFolder == null
            ? new SiteChoice.Active(DefaultSite.on(ports.mllp, !plainMllp, zone))
            : new SiteChoice.Folder(SiteFolder.read(siteFolder));
    try (Foreground foreground = new Foreground()) {
      try (Platform platform = Platform.start(settings(site), text -> line(out, text))) {
        line(
            out,
            "ready: FHIR at "
                + platform.httpAddress()
                + "/fhir, MLLP at "
                + ports(platform)
                + ", TLS certificate "
                + platform.certificate());
        foreground.awaitStop();
        line(out, "stopping: finishing what was received");
      }
      line(out, "stopped");
      return foreground.finished(ExitCode.OK);
    }
  }

  private static String ports(Platform platform) {
    return platform.site().listeners().stream()
        .map(
            listener ->
                listener.host()
                    + ":"
                    + platform.mllpPort(listener.name())
                    + (listener.tls() ? "" : " (plain text)"))
        .collect(Collectors.joining(", "));
  }

  private PlatformSettings settings(SiteChoice site) {
    PlatformSettings settings =
        PlatformSettings.in(data.folder, site, ports.http).withEnvironment(environment);
    settings = database.url().map(settings::withDatabaseUrl).orElse(settings);
    if (workers != null) {
      if (workers < 1 || workers > MOST_WORKERS) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--workers takes a number from 1 to " + MOST_WORKERS);
      }
      settings = settings.withWorkers(workers);
    }
    return settings.withMasterKey(masterKey.fileFor(data.folder));
  }

  private static void line(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }
}
