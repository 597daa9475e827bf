package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.app.lineage.LineageParts;
import dev.trestle.app.lineage.VersionLineage;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.intake.Reply;
import dev.trestle.records.read.Resource;
import dev.trestle.transport.mllp.MllpFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Promise 5 over every message there is: every element of every version of every resource has an
 * origin, the bytes it names hold the value or what its converter makes it of, and translating
 * again confirms it. Prints what was counted.
 */
class LineageProofTest {
  private static final Path GOLDEN =
      Path.of("..", "semantics", "src", "test", "resources", "corpus");
  private static final int SHOWN = 40;

  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Map<String, Integer> checks = new TreeMap<>();
  private final Map<String, Integer> holds = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private int versions;
  private int elements;
  private int rows;

  @Test
  void everyElementOfTheCorpusLeadsToBytesThatHoldIt() throws Exception {
    List<byte[]> messages = corpus();
    assumeTrue(!messages.isEmpty(), "skipped: no corpus (system property trestle.corpus)");
    prove("corpus", messages);
  }

  @Test
  void everyElementOfTheGoldenCasesLeadsToBytesThatHoldIt() throws Exception {
    prove("golden cases", golden());
  }

  @Test
  void numbersThatMovedLeadToTheMoveAndToTheMessagesBefore() throws Exception {
    String both = "PID|1||B2^^^MERCY^MR~B3^^^MERCY^MR||LINDT^BERTA||19810101|F";
    String berta = "PID|1||B3^^^MERCY^MR||LINDT^BERTA||19810101|F";
    String number = "PID|1||B2^^^MERCY^MR||BERG^ANNA||19800229|F";
    String anna = "PID|1||A1^^^MERCY^MR~B2^^^MERCY^MR||BERG^ANNA||19800229|F";
    String visit = "PV1|1|I|4E^401^1||||||||||||||||V900^^^MERCY";
    prove(
        "numbers",
        List.of(
            message("ADT^A28", "1", "0800", both),
            message("ADT^A01", "2", "0810", berta, visit),
            message("ADT^A43", "3", "0900", anna, "MRG|B2^^^MERCY^MR~B3^^^MERCY^MR"),
            message("ADT^A08", "4", "0910", anna),
            message("ORU^R01", "5", "0930", number, report("O1", "F"), observation("4.2")),
            message("ADT^A31", "6", "0820", both)));
    prove(
        "numbers, whole",
        List.of(
            message("ORU^R01", "1", "0810", number, report("O1", "F"), observation("4.2")),
            message("ADT^A43", "2", "0900", anna, "MRG|B2^^^MERCY^MR"),
            message("ORU^R01", "3", "0930", number, report("O1", "C"), observation("4.4"))));
  }

  @Test
  void whatMovedToAnotherPatientLeadsToTheMoveAndToTheMessagesBefore() throws Exception {
    String berta = "PID|1||B2^^^MERCY^MR||LINDT^BERTA||19810101|F";
    String anna = "PID|1||A1^^^MERCY^MR||BERG^ANNA||19800229|F";
    String visit = "PV1|1|I|4E^401^1||||||||||||||||V900^^^MERCY";
    prove(
        "moves",
        List.of(
            message("ADT^A01", "1", "0800", berta, visit, "DG1|1||I10^Hypertension^I10|||A"),
            message("ORU^R01", "2", "0810", berta, visit, report("O1", "F"), observation("4.2")),
            message("ADT^A45", "3", "0900", anna, "MRG|B2^^^MERCY^MR||||V900^^^MERCY", visit),
            message("ORU^R01", "4", "0930", berta, visit, report("O1", "C"), observation("4.4")),
            message("ORU^R01", "5", "0940", berta, visit, report("O2", "F"), observation("4.6")),
            message("ADT^A08", "6", "0950", anna, visit, "DG1|1||I10^Hypertension^I10|||A")));
    prove(
        "moves and back",
        List.of(
            message("ORU^R01", "1", "0810", berta, visit, report("O1", "F"), observation("4.2")),
            message("ADT^A45", "2", "0900", anna, "MRG|B2^^^MERCY^MR||||V900^^^MERCY", visit),
            message("ADT^A45", "3", "1000", berta, "MRG|A1^^^MERCY^MR||||V900^^^MERCY", visit),
            message("ORU^R01", "4", "1030", anna, visit, report("O1", "C"), observation("4.4"))));
  }

  @Test
  void whatMovedWithItsAccountLeadsToTheMoveAndToTheMessagesBefore() throws Exception {
    String berta = "PID|1||B2^^^MERCY^MR||LINDT^BERTA||19810101|F||||||||||K7^^^MERCY";
    String anna = "PID|1||A1^^^MERCY^MR||BERG^ANNA||19800229|F||||||||||K7^^^MERCY";
    String visit = "PV1|1|I|4E^401^1||||||||||||||||V900^^^MERCY";
    String late = "PV1|1|I|4E^401^1||||||||||||||||V901^^^MERCY";
    prove(
        "accounts",
        List.of(
            message("ADT^A01", "1", "0800", berta, visit, "DG1|1||I10^Hypertension^I10|||A"),
            message("ORU^R01", "2", "0810", berta, visit, report("O1", "F"), observation("4.2")),
            message("ADT^A44", "3", "0900", anna, "MRG|B2^^^MERCY^MR||K7^^^MERCY"),
            message("ADT^A01", "4", "0830", berta, late, "DG1|1||I10^Hypertension^I10|||A"),
            message("ORU^R01", "5", "0930", berta, visit, report("O1", "C"), observation("4.4")),
            message("ADT^A08", "6", "0950", anna, late, "DG1|1||I10^Hypertension^I10|||A"),
            message("ADT^A44", "7", "1000", berta, "MRG|A1^^^MERCY^MR||K7^^^MERCY")));
  }

  @Test
  void aChainOfMovesInTheWrongOrderLeadsToThem() throws Exception {
    String account = "||||||||||K7^^^MERCY";
    String berta = "PID|1||B2^^^MERCY^MR||LINDT^BERTA||19810101|F" + account;
    String anna = "PID|1||A1^^^MERCY^MR||BERG^ANNA||19800229|F" + account;
    String clara = "PID|1||C3^^^MERCY^MR||HOLM^CLARA||19750310|F" + account;
    String visit = "PV1|1|I|4E^401^1||||||||||||||||V900^^^MERCY";
    prove(
        "a chain in the wrong order",
        List.of(
            message("ORU^R01", "1", "0810", berta, visit, report("O1", "F"), observation("4.2")),
            message("ADT^A45", "2", "1000", clara, "MRG|A1^^^MERCY^MR||||V900^^^MERCY", visit),
            message("ADT^A45", "3", "0900", anna, "MRG|B2^^^MERCY^MR||||V900^^^MERCY", visit),
            message("ORU^R01", "4", "1030", anna, visit, report("O1", "C"), observation("4.4"))));
    prove(
        "an account, then a visit",
        List.of(
            message("ORU^R01", "1", "0810", berta, visit, report("O1", "F"), observation("4.2")),
            message("ADT^A44", "2", "1000", anna, "MRG|B2^^^MERCY^MR||K7^^^MERCY"),
            message("ADT^A45", "3", "0900", clara, "MRG|B2^^^MERCY^MR||||V900^^^MERCY", visit),
            message("ORU^R01", "4", "1030", berta, visit, report("O1", "C"), observation("4.4"))));
  }

  private static String report(String number, String status) {
    return "OBR|1||"
        + number
        + "^LAB|K^Potassium^L|||20260105070000|||||||||||||||"
        + "20260105081000|||"
        + status;
  }

  private static String observation(String value) {
    return "OBX|1|NM|K^Potassium^L||" + value + "|mmol/L|||||F";
  }

  private static byte[] message(String type, String id, String time, String... segments) {
    String at = "20260105" + time + "00";
    String event = type.startsWith("ADT") ? "EVN|" + type.substring(4) + "|" + at + "\r" : "";
    String header = "MSH|^~\\&|A|MERCY|||" + at + "||" + type + "|" + id + "|P|2.5.1\r";
    return (header + event + String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
  }

  private void prove(String what, List<byte[]> messages) throws Exception {
    Site site = site();
    try (WayRig rig = new WayRig(site, 2)) {
      List<CompletableFuture<Optional<Reply>>> answers = new ArrayList<>();
      messages.forEach(message -> answers.add(rig.receive(message)));
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
      assertThat(rig.awaitIdle(Duration.ofMinutes(5))).isTrue();
      LineageParts lineage = rig.lineage(site);
      for (Resource resource : rig.resources()) {
        for (int version = 1; version <= resource.version(); version++) {
          versions++;
          lineage
              .lineage()
              .version(resource.type(), resource.id(), version)
              .orElseThrow()
              .elements()
              .forEach(this::element);
        }
      }
    }
    System.out.println(
        "Lineage of the "
            + what
            + ": "
            + messages.size()
            + " messages, "
            + versions
            + " versions, "
            + elements
            + " elements");
    System.out.println("  kinds  " + kinds);
    System.out.println("  checks " + checks);
    System.out.println("  bytes  " + holds);
    System.out.println("  values from rows of code tables: " + rows);
    assertThat(versions).isPositive();
    assertThat(broken.stream().limit(SHOWN)).isEmpty();
  }

  private void element(VersionLineage.Element element) {
    elements++;
    kinds.merge(element.kind(), 1, Integer::sum);
    checks.merge(element.check().result(), 1, Integer::sum);
    rows += element.row() == null ? 0 : 1;
    if (element.kind().equals("untold")) {
      broken.add("no origin: " + element.path());
    }
    if (!element.kind().equals("trestle") && !element.check().result().equals("confirmed")) {
      broken.add("not confirmed: " + element.path() + " " + element.check().note());
    }
    if (element.kind().equals("message")) {
      String how = HeldValue.how(element);
      holds.merge(how, 1, Integer::sum);
      if (how.isEmpty()) {
        broken.add(element.rule() + " " + element.path() + " does not stand at its bytes");
      }
    }
  }

  private static Site site() {
    SourceName name = new SourceName("mercy", "any");
    Source source = Source.named(name, ZoneOffset.UTC).onFailure(OnFailure.CONTINUE).build();
    return new Site(
        "proof",
        List.of(new HealthSystem("mercy", ZoneOffset.UTC, List.of(), List.of(source))),
        List.of(new Listener("mllp", "127.0.0.1", 0, false, false, List.of(), name)));
  }

  private static List<byte[]> corpus() throws IOException {
    Path corpus = Path.of(System.getProperty("trestle.corpus", "none"));
    List<byte[]> messages = new ArrayList<>();
    if (Files.isDirectory(corpus)) {
      for (Path file : files(corpus, ".hl7")) {
        messages.addAll(MllpFrames.split(Files.readAllBytes(file)).messages());
      }
    }
    return messages;
  }

  /** The case files have a line for each segment, so that they can be read and compared. */
  private static List<byte[]> golden() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    for (Path file : files(GOLDEN, "in.hl7")) {
      String text = Files.readString(file).replace('\n', '\r');
      messages.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return messages;
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.toString().endsWith(end)).sorted().toList();
    }
  }
}
