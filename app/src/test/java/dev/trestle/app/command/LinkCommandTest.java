package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.sandbox.census.Census;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of people in, entities out. */
class LinkCommandTest {
  private static final String COLUMNS = "id=no,family=last,given=first,birth-date=born,phone=phone";
  private static final String PEOPLE =
      """
      no,first,last,born,phone,who
      3,Adelheid,Kunigunde,1961-02-13,217-461-8832,x
      1,Adelheid,Kunigunde,1961-02-13,,x
      2,Otto,Maurer,1948-11-25,,y
      "4,5",Adelhaid,Kunigunde,1961-02-13,217-461-8832,x
      6,,,,,z
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void recordsOfOnePersonHaveOneEntityInTheOrderOfTheFile() throws IOException {
    Path out = folder.resolve("out.csv");
    Cli.Result result = link(PEOPLE, "--columns", COLUMNS, "--output", out.toString());
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(out)).isEqualTo("id,entity\n3,1\n1,1\n2,2\n\"4,5\",1\n6,6\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-------");
    assertThat(result.out()).contains("5 records are 3 people");
    assertThat(result.err()).contains("scoring again, 3 of 3");
    assertThat(result.out() + result.err()).doesNotContain("Kunigunde");
  }

  @Test
  void withTheTruthTheReportSaysHowGoodItIs() throws IOException {
    Path report = folder.resolve("report.json");
    Cli.Result result =
        link(
            PEOPLE,
            "--columns",
            COLUMNS,
            "--output",
            folder.resolve("o").toString(),
            "--report",
            report.toString(),
            "--truth",
            "who");
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    JsonNode json = JsonMapper.builder().build().readTree(Files.readString(report));
    assertThat(json.path("truth").path("f1").asDouble()).isEqualTo(1);
    assertThat(json.path("truth").path("mixedEntities").asDouble()).isZero();
    assertThat(json.path("truth").path("blockingRecall").path("phone").asDouble())
        .isCloseTo(1 / 3.0, org.assertj.core.api.Assertions.within(1e-5));
    assertThat(json.path("truth").has("calibrationError")).isTrue();
    assertThat(json.path("entities").asInt()).isEqualTo(3);
    assertThat(json.toString()).doesNotContain("Kunigunde");
  }

  @Test
  void patientsAreReadWithoutColumns() throws IOException {
    Path out = folder.resolve("out.csv");
    String patients =
        """
        {"resourceType":"Patient","id":"b","name":[{"family":"Kunigunde","given":["Adelheid"]}],"birthDate":"1961-02-13"}
        {"resourceType":"Patient","id":"a","name":[{"family":"Kunigunde","given":["Adelheid"]}],"birthDate":"1961-02-13"}
        {"resourceType":"Patient","id":"c","name":[{"family":"Maurer","given":["Otto"]}],"birthDate":"1948-11-25"}
        """;
    assertThat(link(patients, "--output", out.toString()).code()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(out)).isEqualTo("id,entity\nb,a\na,a\nc,c\n");
  }

  @Test
  void whatIsWrongIsNamedWithItsLineAndTheWayOut() throws IOException {
    String out = folder.resolve("out.csv").toString();
    Cli.Result column = link(PEOPLE, "--columns", "id=no,family=surname", "--output", out);
    assertThat(column.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(column.err())
        .contains("no column 'surname'. There are: no, first, last, born, phone, who");
    Cli.Result twice =
        link(PEOPLE + "2,Eve,Last,,,\n,No,Id,,,\n", "--columns", COLUMNS, "--output", out);
    assertThat(twice.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(twice.err()).contains("line 7: has the id of line 4; line 8: has no id");
    Cli.Result attribute = link(PEOPLE, "--columns", "id=no,name=last", "--output", out);
    assertThat(attribute.code()).isEqualTo(ExitCode.USAGE);
    assertThat(attribute.err()).contains("no attribute 'name'").contains("prior-family");
    assertThat(link(PEOPLE, "--output", out).code()).isEqualTo(ExitCode.USAGE);
    Cli.Result absent = Cli.run("link", out + "x", "--columns", COLUMNS, "--output", out);
    assertThat(absent.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(absent.err()).contains("is not there");
    assertThat(Files.exists(Path.of(out))).isFalse();
  }

  @Test
  void theInputIsNeverOverwritten() throws IOException {
    Path people = folder.resolve("people.csv");
    Cli.Result result = link(PEOPLE, "--columns", COLUMNS, "--output", people.toString());
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readString(people)).isEqualTo(PEOPLE);
  }

  @Test
  void aModelIsCheckedBeforeAnythingIsRead() throws IOException {
    Path model = folder.resolve("model.yaml");
    Files.writeString(model, "link-from: 0.5\n");
    Cli.Result result =
        link(
            PEOPLE,
            "--columns",
            COLUMNS,
            "--output",
            folder.resolve("o").toString(),
            "--model",
            model.toString());
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.err()).contains("model.yaml").contains("the model has no");
  }

  @Test
  void raggedRowsAreLinkedAndReported() throws IOException {
    Cli.Result result =
        link(
            "no,last\n1,Kunigunde,x\n2\n",
            "--columns",
            "id=no,family=last",
            "--output",
            folder.resolve("o").toString());
    assertThat(result.code()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).contains("line 2: has 3 values of 2").contains("line 3: has 1 values");
  }

  @Test
  void aFileThatDoesNotFitIntoMemoryIsLinkedOnDiskAndNothingIsLeft() throws IOException {
    Path spill = Files.createDirectory(folder.resolve("spill"));
    String people = String.join("\n", Census.of(6, 700, LocalDate.of(2026, 11, 27)).csv());
    Path memory = folder.resolve("memory.csv");
    Path disk = folder.resolve("disk.csv");
    assertThat(link(people, options(memory, "1g", spill)).err()).doesNotContain("spill");
    Cli.Result result = link(people, options(disk, "1m", spill));
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).contains("spilling to " + spill + ", sealed");
    assertThat(Files.readString(disk)).isEqualTo(Files.readString(memory)).hasSizeGreaterThan(9999);
    assertThat(spill).isEmptyDirectory();
    String twice = people + "\n" + people.substring(people.indexOf('\n') + 1);
    assertThat(link(twice, options(disk, "1m", spill)).code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(spill).isEmptyDirectory();
  }

  private static String[] options(Path out, String memory, Path spill) {
    return options(out, memory, spill, Census.COLUMNS);
  }

  private static String[] options(Path out, String memory, Path spill, String columns) {
    return new String[] {
      "--columns",
      columns,
      "--output",
      out.toString(),
      "--memory",
      memory,
      "--spill",
      spill.toString()
    };
  }

  /** Killed at once, as when there is no memory left, while working data are on disk. */
  @Test
  void aKilledProcessLeavesNothing() throws IOException, InterruptedException {
    Path spill = Files.createDirectory(folder.resolve("spill"));
    Path people = folder.resolve("people.csv");
    Files.write(people, Census.of(6, 700, LocalDate.of(2026, 11, 27)).csv());
    List<String> line = line(people, "-Xmx1g", options(folder.resolve("out.csv"), "1m", spill));
    Process process = new ProcessBuilder(line).redirectOutput(Redirect.DISCARD).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      for (String step = err.readLine(); step != null; step = err.readLine()) {
        said.add(step);
        if (step.contains("looking for pairs")) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor()).as(said.toString()).isNotZero();
    assertThat(said.toString()).contains("spilling to " + spill).contains("looking for pairs");
    assertThat(spill).isEmptyDirectory();
    assertThat(Files.exists(folder.resolve("out.csv"))).isFalse();
  }

  private static List<String> line(Path people, String heap, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.trestle.app.Main",
                "link",
                people.toString()));
    line.addAll(List.of(options));
    return line;
  }

  /** By names that together are larger than everything there is. */
  @Test
  void whereTheHeapIsTooSmallTheWayOutIsSaid() throws IOException, InterruptedException {
    Path people = folder.resolve("people.csv");
    try (Writer out = Files.newBufferedWriter(people)) {
      out.write(PEOPLE);
      for (int i = 0; i < 100; i++) {
        out.write("%d,%s,X%s,,,\n".formatted(100 + i, i, "A".repeat(900_000 + i)));
      }
    }
    Path out = folder.resolve("out.csv");
    Process process =
        new ProcessBuilder(line(people, "-Xmx64m", options(out, "1g", folder, COLUMNS)))
            .redirectOutput(Redirect.DISCARD)
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err).contains("is too small for this file", "TRESTLE_JAVA_OPTS=-Xmx2g");
    assertThat(err).doesNotContain("\tat ");
    assertThat(Files.exists(out)).isFalse();
  }

  @Test
  void aSizeAndAFolderAreChecked() throws IOException {
    String out = folder.resolve("out.csv").toString();
    Cli.Result size = link(PEOPLE, "--columns", COLUMNS, "--output", out, "--memory", "12");
    assertThat(size.code()).isEqualTo(ExitCode.USAGE);
    assertThat(size.err()).contains("'12' is not a size like 512m or 4g");
    Path absent = folder.resolve("absent");
    Cli.Result where = link(PEOPLE, options(Path.of(out), "0k", absent, COLUMNS));
    assertThat(where.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(where.err()).contains(absent + " is no folder that can be written to");
  }

  private Cli.Result link(String content, String... options) throws IOException {
    Path people = folder.resolve("people.csv");
    Files.write(people, content.getBytes(StandardCharsets.UTF_8));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "link";
    arguments[1] = people.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Cli.run(arguments);
  }
}
