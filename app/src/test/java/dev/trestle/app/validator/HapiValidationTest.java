package dev.trestle.app.validator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HAPI's validator as a process: what it says, and what becomes of us when it fails. */
class HapiValidationTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final HapiValidation.Limits LIMITS =
      new HapiValidation.Limits(LONG, LONG, Duration.ofMinutes(10));
  private static final JsonNode RIGHT =
      json("{\"resourceType\": \"Patient\", \"gender\": \"female\"}");
  private static final JsonNode WRONG =
      json("{\"resourceType\": \"Patient\", \"gender\": \"Kunigunde\"}");
  private static final String ONE = "http://site.example/StructureDefinition/One";
  private static final String OTHER = "http://site.example/StructureDefinition/Other";

  @TempDir private Path folder = Path.of("");

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static SiteProfiles site(String url, String required) {
    String text =
        """
        {"resourceType": "StructureDefinition", "url": "%s", "name": "P", "status": "active",
         "kind": "resource", "abstract": false, "type": "Patient", "derivation": "constraint",
         "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
         "differential": {"element": [{"id": "%s", "path": "%s", "min": 1}]}}
        """
            .formatted(url, required, required);
    return new SiteProfiles(List.of(new SiteMapping.Text("p.json", text)));
  }

  private static List<String> errors(HapiVerdict verdict) {
    return verdict.issues().stream()
        .filter(issue -> issue.severity().equals("error"))
        .map(HapiVerdict.Issue::expression)
        .distinct()
        .toList();
  }

  private static String texts(HapiVerdict verdict) {
    return verdict.issues().stream().map(HapiVerdict.Issue::text).collect(Collectors.joining("\n"));
  }

  private static ProblemCode refused(Runnable asked) {
    return catchThrowableOfType(TrestleException.class, asked::run).code();
  }

  private static List<ProcessHandle> children() {
    try (Stream<ProcessHandle> all = ProcessHandle.current().children()) {
      return all.filter(
              child ->
                  child.info().commandLine().orElse("").contains("dev.trestle.validator")
                      || child.info().command().orElse("").endsWith("/java"))
          .toList();
    }
  }

  @Test
  void oneProcessAnswersOneQuestionAfterTheOtherWithTheProfilesOfEach() throws Exception {
    Path written = Files.createDirectories(folder.resolve("written"));
    HapiProgram program =
        HapiFolders.withArguments(
            folder.resolve("v"),
            "-cp \"%s\" -Djava.io.tmpdir=%s -Duser.home=%s"
                .formatted(System.getProperty("java.class.path"), written, written));
    try (HapiValidation hapi = new HapiValidation(program, LIMITS)) {
      HapiVerdict wrong = hapi.check(WRONG, List.of(), SiteProfiles.NONE);
      assertThat(wrong.validator()).startsWith("HAPI FHIR ");
      assertThat(errors(wrong)).containsExactly("Patient.gender");
      assertThat(errors(hapi.check(RIGHT, List.of(), SiteProfiles.NONE))).isEmpty();
      assertThat(children()).hasSize(1);
      ProcessHandle first = children().get(0);

      SiteProfiles one = site(ONE, "Patient.birthDate");
      SiteProfiles other = site(OTHER, "Patient.active");
      SiteProfiles unreadable =
          new SiteProfiles(List.of(new SiteMapping.Text("x.json", "{\"Kunigunde\": 1}")));
      assertThat(texts(hapi.check(RIGHT, List.of(ONE), one)))
          .contains("Patient.birthDate: minimum");
      assertThat(refused(() -> hapi.check(RIGHT, List.of(ONE), unreadable)))
          .isEqualTo(ProblemCode.VALIDATOR_FAILED);
      // The definitions of before count again, and only for those who bring them.
      assertThat(texts(hapi.check(RIGHT, List.of(ONE), one)))
          .contains("Patient.birthDate: minimum");
      assertThat(texts(hapi.check(RIGHT, List.of(OTHER), other)))
          .contains("Patient.active: minimum")
          .doesNotContain("birthDate");
      JsonNode named =
          json(
              "{\"resourceType\": \"Patient\", \"meta\": {\"profile\": [\"%s\"]}}"
                  .formatted(OTHER));
      assertThat(texts(hapi.check(named, List.of(), other))).contains("Patient.active: minimum");
      assertThat(texts(hapi.check(named, List.of(), SiteProfiles.NONE))).doesNotContain("active");
      assertThat(children()).containsExactly(first);
      assertThat(written).isEmptyDirectory(); // nothing of a patient lies about
    }
    Awaitility.await().atMost(LONG).until(() -> children().isEmpty());
  }

  @Test
  void whereItBreaksOffItSaysSoAndGoesOn() throws Exception {
    try (HapiValidation hapi =
        new HapiValidation(HapiFolders.installed(folder.resolve("v")), LIMITS)) {
      JsonNode odd =
          json("{\"resourceType\": \"Patient\", \"contained\": [\"Kunigunde\"], \"name\": 1}");
      HapiVerdict broken = hapi.check(odd, List.of(), SiteProfiles.NONE);
      assertThat(broken.issues()).isNotEmpty();
      assertThat(broken.issues().get(0).severity()).isIn("fatal", "error");
      assertThat(errors(hapi.check(WRONG, List.of(), SiteProfiles.NONE)))
          .containsExactly("Patient.gender");
      assertThat(children()).hasSize(1);
    }
  }

  @Test
  void aProcessThatDiesWhileItIsAskedIsToldAndReplaced() throws Exception {
    try (HapiValidation hapi =
        new HapiValidation(HapiFolders.installed(folder.resolve("v")), LIMITS)) {
      CompletableFuture<ProblemCode> asked =
          CompletableFuture.supplyAsync(
              () -> refused(() -> hapi.check(RIGHT, List.of(), SiteProfiles.NONE)));
      Awaitility.await().atMost(LONG).until(() -> !children().isEmpty());
      children().forEach(ProcessHandle::destroyForcibly); // it needs seconds to answer
      assertThat(asked.get()).isEqualTo(ProblemCode.VALIDATOR_FAILED);

      assertThat(errors(hapi.check(RIGHT, List.of(), SiteProfiles.NONE))).isEmpty();
      ProcessHandle second = children().get(0);
      second.destroyForcibly();
      second.onExit().join();
      // It died between two questions: nobody notices.
      assertThat(errors(hapi.check(WRONG, List.of(), SiteProfiles.NONE)))
          .containsExactly("Patient.gender");
    }
  }

  @Test
  void whoHangsIsEndedAndWhoIsNotThereIsTold() throws Exception {
    HapiProgram hanging =
        HapiFolders.withArguments(
            folder.resolve("v"),
            "-cp \"" + System.getProperty("java.class.path") + "\" " + Hanging.class.getName());
    HapiValidation.Limits short_ =
        new HapiValidation.Limits(LONG, Duration.ofSeconds(1), Duration.ofMinutes(10));
    try (HapiValidation hapi = new HapiValidation(hanging, short_)) {
      assertThat(refused(() -> hapi.check(RIGHT, List.of(), SiteProfiles.NONE)))
          .isEqualTo(ProblemCode.VALIDATOR_FAILED);
      Awaitility.await().atMost(LONG).until(() -> children().isEmpty());
    }
    try (HapiValidation none = new HapiValidation(HapiProgram.in(folder.resolve("none")))) {
      assertThat(refused(() -> none.check(RIGHT, List.of(), SiteProfiles.NONE)))
          .isEqualTo(ProblemCode.VALIDATOR_MISSING);
    }
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }

  @Test
  void manyWaitForTheirTurnButNotAll() throws Exception {
    HapiProgram hanging =
        HapiFolders.withArguments(
            folder.resolve("v"),
            "-cp \"" + System.getProperty("java.class.path") + "\" " + Hanging.class.getName());
    ExecutorService callers = Executors.newCachedThreadPool();
    HapiValidation hapi = new HapiValidation(hanging, LIMITS);
    try {
      List<Future<ProblemCode>> answers = new ArrayList<>();
      CyclicBarrier together = new CyclicBarrier(12); // all of them ask in the same moment
      for (int i = 0; i < 12; i++) {
        answers.add(
            callers.submit(
                () -> {
                  together.await();
                  return refused(() -> hapi.check(RIGHT, List.of(), SiteProfiles.NONE));
                }));
      }
      // One asks and eight wait; the others are sent away at once.
      Awaitility.await()
          .atMost(LONG)
          .until(() -> answers.stream().filter(Future::isDone).count() >= 3);
      for (Future<ProblemCode> answer : answers) {
        if (answer.isDone()) {
          assertThat(answer.get()).isEqualTo(ProblemCode.VALIDATOR_BUSY);
        }
      }
      // Who still waits when Trestle stops is told so.
      hapi.close();
      for (Future<ProblemCode> answer : answers) {
        assertThat(answer.get()).isIn(ProblemCode.VALIDATOR_BUSY, ProblemCode.SHUTTING_DOWN);
      }
    } finally {
      hapi.close();
      callers.shutdownNow();
    }
    Awaitility.await().atMost(LONG).until(() -> children().isEmpty());
  }

  @Test
  void itEndsWhenNobodyAsksAndStartsAgain() throws Exception {
    HapiValidation.Limits restless = new HapiValidation.Limits(LONG, LONG, Duration.ofMillis(50));
    try (HapiValidation hapi =
        new HapiValidation(HapiFolders.installed(folder.resolve("v")), restless)) {
      for (int i = 0; i < 2; i++) {
        assertThat(errors(hapi.check(WRONG, List.of(), SiteProfiles.NONE)))
            .containsExactly("Patient.gender");
        Awaitility.await().atMost(LONG).until(() -> children().isEmpty());
      }
    }
  }

  @Test
  void itGetsNothingOfOurEnvironment() throws Exception {
    assertThat(System.getenv()).isNotEmpty();
    HapiProgram telling =
        HapiFolders.withArguments(
            folder.resolve("v"),
            "-cp \"" + System.getProperty("java.class.path") + "\" " + Telling.class.getName());
    try (HapiValidation hapi = new HapiValidation(telling, LIMITS)) {
      assertThat(hapi.check(RIGHT, List.of(), SiteProfiles.NONE).validator()).isEqualTo("[]");
    }
  }

  /** A validator whose name is what it has as environment. */
  static final class Telling {
    private Telling() {}

    public static void main(String[] arguments) throws Exception {
      byte[] answer = ("{\"validator\": \"" + System.getenv().keySet() + "\"}").getBytes(UTF_8);
      System.in.read();
      DataOutputStream out = new DataOutputStream(System.out);
      out.writeInt(answer.length);
      out.write(answer);
      out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** A validator that reads and never answers; the name of the real one is its argument. */
  static final class Hanging {
    private Hanging() {}

    public static void main(String[] arguments) throws Exception {
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
