package dev.trestle.app.command;

import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.offline.LinkReport;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.Loaded;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.identity.spill.Spill;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle link}: offline, no server, no database. */
@Command(
    name = "link",
    mixinStandardHelpOptions = true,
    description =
        "Finds which records of a file of people are the same person, without labels. Needs no server.",
    footer = {
      "",
      "INPUT is CSV, its first line names the columns, or NDJSON of FHIR Patients (--columns is not",
      "needed then). OUT has the columns id,entity in the order of INPUT: records of one entity are one",
      "person, and the entity is called by one of its ids. The order of INPUT changes nothing.",
      "",
      "Attributes: id given middle family suffix prior-family mother-family birth-date gender ssn",
      "identifier.SYSTEM address-line city state postal-code phone email other.NAME. Several columns",
      "may hold one attribute; blank says nothing. How it works and how good it is: docs/identity.md.",
      "",
      "A file that does not fit into --memory is linked with its working data on disk (--spill), sealed",
      "with a key that is nowhere but in memory. It takes longer, and OUT is the same to the byte.",
      "",
      "Exit code 0 when OUT is written, 1 when INPUT cannot be linked, 2 when the command line makes no",
      "sense, 3 when a file cannot be read or written.",
      "Example: trestle link people.csv --columns id=rec_id,family=surname,given=given_name,\\",
      "           birth-date=date_of_birth --output entities.csv"
    })
final class LinkCommand implements Callable<Integer> {
  private static final int SNIFFED = 4096;
  private static final int MEGABYTE = 1 << 20;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "INPUT", description = "CSV or NDJSON of people.")
  private Path input = Path.of("");

  @Option(
      names = "--columns",
      paramLabel = "ATTRIBUTE=COLUMN,…",
      description = "What the columns hold; needed for CSV.")
  private @Nullable String columns;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "OUT",
      description = "Written when all is done; one that is there is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--report",
      paramLabel = "REPORT",
      description = "Counts, fitted parameters and, with --truth, how good it is, as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--truth",
      paramLabel = "COLUMN",
      description = "Column that says who it truly is: measures, and is not used for linking.")
  private @Nullable String truth;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Another model (YAML, as docs/identity.md describes).")
  private @Nullable Path model;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.class,
      description = {
        "How much memory linking may take before it spills to disk: 512m, 4g. Default: 60 %% of the",
        "most that Java takes, which TRESTLE_JAVA_OPTS=-Xmx8g sets."
      })
  private long memory = Runtime.getRuntime().maxMemory() / 10 * 6;

  @Option(
      names = "--spill",
      paramLabel = "FOLDER",
      description = {
        "Where working data goes that does not fit into memory; gone when the command ends, however",
        "it ends. Some 1.5 GB for a million records. Default: the system's folder for such files."
      })
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  private @Nullable Spill disk;

  @Override
  public Integer call() {
    try {
      return link();
    } catch (OutOfMemoryError e) {
      // Nothing is kept that was half done: there is room again for these two lines.
      say(
          spec.commandLine().getErr(),
          "Java's heap of "
              + Runtime.getRuntime().maxMemory() / MEGABYTE
              + " MB is too small for this file. Nothing was written. Give more with"
              + " TRESTLE_JAVA_OPTS=-Xmx2g, or less of it to working data with --memory.");
      return ExitCode.ENVIRONMENT;
    } finally {
      if (disk != null) {
        disk.close();
      }
    }
  }

  private int link() {
    PrintWriter err = spec.commandLine().getErr();
    checkNames();
    PeopleLoader loader = loader();
    LinkModel rules = model == null ? LinkModelResource.standard() : model(model);
    long begin = System.nanoTime();
    say(err, "reading " + input);
    Loaded loaded = load(loader, rules, err);
    loaded.findings().warnings().forEach(finding -> say(err, finding));
    long more = loaded.findings().warningCount() - loaded.findings().warnings().size();
    if (more > 0) {
      say(err, "and " + more + " more like these");
    }
    say(err, loaded.table().size() + " records");
    Linked linked = Linking.link(loaded.table(), rules, step -> say(err, step));
    double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    Optional<LinkReport.Measured> measured =
        truth == null ? Optional.empty() : Optional.of(LinkReport.measure(linked, loaded.truth()));
    write(output, LinkedFile.csv(linked));
    if (report != null) {
      write(
          report, LinkReport.json(linked, rules, seconds, loaded.findings().warnings(), measured));
    }
    summary(linked, seconds, measured);
    return ExitCode.OK;
  }

  private void checkNames() {
    for (Path written : report == null ? new Path[] {output} : new Path[] {output, report}) {
      if (written.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize())) {
        throw usage(written + " is the input; choose another name");
      }
    }
    if (report != null && report.toAbsolutePath().equals(output.toAbsolutePath())) {
      throw usage("--output and --report name one file");
    }
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private PeopleLoader loader() {
    if (columns == null) {
      if (!isJson()) {
        throw usage("Missing option: --columns (a CSV file needs it): id=COLUMN,family=COLUMN,…");
      }
      if (truth != null) {
        throw usage("--truth names a column, and NDJSON has none");
      }
      return PeopleLoader.patients(input);
    }
    try {
      return PeopleLoader.csv(input, ColumnMap.parse(columns), Optional.ofNullable(truth));
    } catch (IllegalArgumentException wrong) {
      throw usage("--columns: " + wrong.getMessage());
    }
  }

  /** Whether the file begins with a brace. */
  private boolean isJson() {
    try (InputStream in = Files.newInputStream(input)) {
      for (byte b : in.readNBytes(SNIFFED)) {
        boolean mark = b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
        if (!mark && !Character.isWhitespace(b)) {
          return b == '{';
        }
      }
      return false;
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  private static LinkModel model(Path file) {
    try {
      return LinkModelResource.parse(Files.readString(file));
    } catch (IllegalArgumentException wrong) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, file + ": " + wrong.getMessage(), wrong);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Loaded load(PeopleLoader loader, LinkModel rules, PrintWriter err) {
    try {
      return loader.load(
          LocalDate.now(ZoneOffset.UTC),
          rules.placeholders(),
          memory,
          () -> {
            disk = new Spill(folder, memory, step -> say(err, step));
            return disk;
          });
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  private static TrestleException unreadable(Path file, IOException e) {
    String why = Files.exists(file) ? "cannot be read" : "is not there";
    return new TrestleException(ProblemCode.FILE_UNREADABLE, file + " " + why + ".", e);
  }

  private static void write(Path file, LinkedFile.Content content) {
    try {
      LinkedFile.write(file, content);
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.FILE_UNREADABLE, file + " cannot be written.", e);
    }
  }

  private static void write(Path file, String content) {
    write(file, out -> out.write(content));
  }

  private static void say(PrintWriter err, String step) {
    err.println("trestle: " + step);
    err.flush();
  }

  private void summary(Linked linked, double seconds, Optional<LinkReport.Measured> measured) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d records are %d people; %d pairs compared, %d to be looked at; %.1f s%n",
        linked.table().size(),
        LinkReport.entities(linked.entities()),
        linked.scored().pairs(),
        linked.scored().review(),
        seconds);
    measured.ifPresent(
        known ->
            out.printf(
                Locale.ROOT,
                "precision %.4f  recall %.4f  F1 %.4f  B-cubed %.4f  mixed entities %.2f %%"
                    + "  calibration error %.4f%n",
                known.accuracy().precision(),
                known.accuracy().recall(),
                known.accuracy().f1(),
                known.accuracy().bcubedF1(),
                100 * known.accuracy().mixedShare(),
                known.calibration().error()));
    out.flush();
  }
}
