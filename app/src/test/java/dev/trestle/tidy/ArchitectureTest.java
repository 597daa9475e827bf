package dev.trestle.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds DESIGN §5 over the compiled modules, and shows that each rule can fail. */
final class ArchitectureTest {
  static final List<String> SIDE_BY_SIDE = ArchitectureRules.SIDE_BY_SIDE;

  private static JavaClasses project = new ClassFileImporter().importPackages("dev.trestle.none");

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void readTheProject() {
    project =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.trestle");
  }

  @Test
  void theClassesOfTheModulesAreSeen() {
    assertThat(project.contain("dev.trestle.kernel.problem.Finding")).isTrue();
    assertThat(project.contain("dev.trestle.app.Main")).isTrue();
    assertThat(project.contain(ArchitectureTest.class)).isFalse();
  }

  @ParameterizedTest
  @FieldSource("SIDE_BY_SIDE")
  void aModuleKnowsOnlyTheKernel(String module) {
    assertHolds(ArchitectureRules.dependsOnlyOn(module));
  }

  @Test
  void theKernelKnowsOnlyItself() {
    assertHolds(ArchitectureRules.dependsOnlyOn("kernel"));
  }

  @Test
  void theSandboxKnowsOnlyTheWire() {
    assertHolds(ArchitectureRules.dependsOnlyOn("sandbox", "transport"));
  }

  @Test
  void theValidatorStandsAlone() {
    assertHolds(ArchitectureRules.dependsOnlyOn("validator"));
  }

  @Test
  void springStaysInApp() {
    assertHolds(ArchitectureRules.springOnlyInApp());
  }

  @Test
  void jdbcStaysInStores() {
    assertHolds(ArchitectureRules.jdbcOnlyInStores());
  }

  @Test
  void semanticsIsPure() {
    assertHolds(ArchitectureRules.semanticsTouchesNothing());
    assertHolds(ArchitectureRules.semanticsIsPure());
    assertHolds(ArchitectureRules.semanticsReadsResourcesInOnePlace());
  }

  @Test
  void packagesOfAModuleKnowEachOtherInOneDirection() {
    ArchitectureRules.noCircles().forEach(this::assertHolds);
  }

  @Test
  void aModuleThatKnowsAnotherIsFound() {
    String target = "package dev.trestle.records; public class Target {}";
    String user = "package dev.trestle.semantics; class User { dev.trestle.records.Target t; }";
    assertFails(ArchitectureRules.dependsOnlyOn("semantics"), target, user);
  }

  @Test
  void springOutsideAppIsFound() {
    String use = "class Use { org.springframework.context.ApplicationContext context; }";
    assertFails(ArchitectureRules.springOnlyInApp(), "package dev.trestle.records; " + use);
    assertPasses(ArchitectureRules.springOnlyInApp(), "package dev.trestle.app.web; " + use);
  }

  @Test
  void jdbcOutsideAStoreIsFound() {
    ArchRule rule = ArchitectureRules.jdbcOnlyInStores();
    String field = " { java.sql.Connection connection; class Inner { java.sql.Array a; } }";
    assertFails(rule, "package dev.trestle.records; class Records" + field);
    assertPasses(rule, "package dev.trestle.records; class RecordStore" + field);
    String handled = " { boolean isTimeout(java.sql.SQLException e) { return e != null; } }";
    assertPasses(rule, "package dev.trestle.records; class Retry" + handled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object a = new java.io.File(\"x\");",
        "java.net.Socket a;",
        "Object a = java.nio.file.Path.of(\"x\");"
      })
  void aFileOrASocketInSemanticsIsFound(String member) {
    assertFails(ArchitectureRules.semanticsTouchesNothing(), inSemantics("Use", member));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long a = System.currentTimeMillis();",
        "Object a = java.time.Instant.now();",
        "Object a = java.time.LocalDate.now();",
        "Object a = new java.util.Random(1);",
        "Object a = java.util.UUID.randomUUID();",
        "Object a = java.util.Locale.getDefault();",
        "java.util.function.LongSupplier a = System::nanoTime;"
      })
  void aClockOrChanceInSemanticsIsFound(String member) {
    assertFails(ArchitectureRules.semanticsIsPure(), inSemantics("Use", member));
  }

  @Test
  void memoryIsNotInputOrOutput() {
    String member = "Object a = new java.io.StringWriter(), b = java.net.URI.create(\"urn:x\");";
    assertPasses(ArchitectureRules.semanticsTouchesNothing(), inSemantics("Use", member));
  }

  @Test
  void aResourceReadElsewhereIsFound() {
    ArchRule rule = ArchitectureRules.semanticsReadsResourcesInOnePlace();
    String member = "Object a = getClass().getResourceAsStream(\"t.csv\");";
    assertFails(rule, inSemantics("Use", member));
    assertPasses(rule, inSemantics("TableResource", member));
  }

  @Test
  void packagesInACircleAreFound() {
    String one = "package dev.trestle.records.a; public class One { dev.trestle.records.b.Two t; }";
    String two = "package dev.trestle.records.b; public class Two { dev.trestle.records.a.One o; }";
    JavaClasses sample = CompiledSample.of(folder, one, two);
    assertThat(ArchitectureRules.noCircles())
        .filteredOn(rule -> rule.evaluate(sample).hasViolation())
        .hasSize(1);
  }

  private static String inSemantics(String name, String member) {
    return "package dev.trestle.semantics; class " + name + " { " + member + " }";
  }

  private void assertHolds(ArchRule rule) {
    rule.check(project);
  }

  private void assertPasses(ArchRule rule, String... sources) {
    rule.check(CompiledSample.of(folder.resolve("good"), sources));
  }

  private void assertFails(ArchRule rule, String... sources) {
    JavaClasses sample = CompiledSample.of(folder.resolve("bad"), sources);
    assertThatThrownBy(() -> rule.check(sample)).isInstanceOf(AssertionError.class);
  }
}
