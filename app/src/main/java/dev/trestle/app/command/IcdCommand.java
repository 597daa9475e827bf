package dev.trestle.app.command;

import dev.trestle.app.icd.InterfaceCheck;
import dev.trestle.app.icd.InterfaceDocument;
import dev.trestle.app.icd.Interfaces;
import dev.trestle.app.icd.Traffic;
import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.hl7v2.ReadOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle icd}: the interface control document of a feed, and whether it is kept. */
@Command(
    name = "icd",
    mixinStandardHelpOptions = true,
    description =
        "Writes the interface control document of a feed: what it sends, what becomes of each"
            + " field, what was promised. Without patient data.",
    footer = {
      "",
      "With --messages the messages of files are looked at, without a server; else the last ones"
          + " that",
      "a running Trestle received from the source. Without --output the document is printed as",
      "Markdown. --check prints what is not as promised: `promises` of the source, its `accepts`,",
      "codes that are in no table, messages of which nothing can be made.",
      "Exit code 0; with --check 1 when a promise is broken.",
      "Example: trestle icd --site my-site --source mercy/adt --check"
    })
final class IcdCommand implements Callable<Integer> {

  /** The day of MSH-7. */
  private static final Pattern DAY =
      Pattern.compile("((?:19|20)\\d\\d)(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01]).*");

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "SITE",
      description = "Folder of the site.")
  private Path folder = Path.of("");

  @Option(
      names = "--source",
      required = true,
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "The feed.")
  private String source = "";

  @Option(
      names = "--messages",
      paramLabel = "FILE",
      description = "File or folder with messages of the feed; needs no server.")
  private @Nullable Path files;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many of the last messages at most (default: ${DEFAULT-VALUE}).")
  private long last = Interfaces.MESSAGES;

  @Option(names = "--check", description = "Compares promise and traffic.")
  private boolean check;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Writes the document there, as Markdown and HTML.")
  private @Nullable Path output;

  @Mixin private final DataOption data = new DataOption();
  private final Dialect dialect = new Hl7v2Dialect();

  /** What came of it, wherever it was made. */
  private record Made(String markdown, String html, List<InterfaceCheck.Line> lines) {}

  @Override
  public Integer call() throws IOException {
    Made made = files == null ? ofPlatform() : ofFiles(files);
    PrintWriter out = spec.commandLine().getOut();
    if (output != null) {
      write(made, output, out);
    } else if (!check) {
      out.print(made.markdown());
    }
    boolean broken = made.lines().stream().anyMatch(InterfaceCheck.Line::broken);
    if (check) {
      made.lines().forEach(out::println);
      out.println(broken ? "not as promised" : "as promised");
    }
    out.flush();
    return check && broken ? ExitCode.NEGATIVE : ExitCode.OK;
  }

  private void write(Made made, Path target, PrintWriter out) throws IOException {
    Files.createDirectories(target);
    String name = source.replace('/', '-');
    for (Map.Entry<String, String> each :
        List.of(Map.entry(".md", made.markdown()), Map.entry(".html", made.html()))) {
      Path file = target.resolve(name + each.getKey());
      Files.writeString(file, each.getValue());
      out.println("written: " + file);
    }
  }

  private Made ofFiles(Path from) throws IOException {
    SiteVersion version = SiteFolder.read(folder);
    Source found = SourceOption.find(version.site(), source);
    Traffic traffic = new Traffic(found, version.site());
    boolean any = false;
    for (Path file : SendCommand.expand(from)) {
      for (byte[] raw : TranslateCommand.messages(dialect, Files.readAllBytes(file))) {
        dialect.header(raw).ifPresent(header -> add(traffic, raw, header, found));
        any |= dialect.header(raw).isPresent();
      }
    }
    if (!any) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "There is no message in " + from);
    }
    return new Made(
        InterfaceDocument.markdown(traffic),
        InterfaceDocument.html(traffic),
        InterfaceCheck.of(traffic));
  }

  private static void add(Traffic traffic, byte[] raw, Header header, Source source) {
    String made = Hl7Message.read(raw, new ReadOptions(source.charset())).text("MSH", 7, 1);
    Matcher day = DAY.matcher(made);
    traffic.add(
        raw,
        header.type(),
        day.matches() ? day.group(1) + "-" + day.group(2) + "-" + day.group(3) : "");
  }

  private Made ofPlatform() throws IOException {
    Map<String, Object> question =
        Map.of("files", SiteFolder.texts(folder), "source", source, "messages", last);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RunningTrestle.on(data.folder).stream(SiteCommand.PATH + "/interface", question)
                    .body(),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode answer = RunningTrestle.progress(line);
        if (answer.path("done").asBoolean()) {
          return made(answer);
        }
      }
    }
    throw new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "It broke off. The log of Trestle says why.");
  }

  private static Made made(JsonNode answer) {
    return new Made(
        answer.path("markdown").asString(),
        answer.path("html").asString(),
        answer
            .path("check")
            .valueStream()
            .map(
                line ->
                    new InterfaceCheck.Line(
                        line.path("broken").asBoolean(), line.path("text").asString()))
            .toList());
  }
}
