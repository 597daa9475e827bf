package dev.trestle.tidy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The direction of dependencies of DESIGN §5, as far as Maven cannot hold it. */
final class ArchitectureRules {
  /** Modules that know nothing of each other: only the kernel and libraries. */
  static final List<String> SIDE_BY_SIDE =
      List.of("transport", "semantics", "identity", "records", "orchestration", "postgres");

  private static final List<String> MODULES =
      List.of(
          "kernel",
          "transport",
          "semantics",
          "identity",
          "records",
          "orchestration",
          "postgres",
          "profiles",
          "validator",
          "sandbox",
          "app",
          "bench");

  private static final String OURS = "dev.trestle..";

  private ArchitectureRules() {}

  /** The module may use itself, the kernel and the modules named; nothing else of ours. */
  static ArchRule dependsOnlyOn(String module, String... others) {
    String[] allowed = new String[others.length + 2];
    allowed[0] = packagesOf(module);
    allowed[1] = packagesOf("kernel");
    for (int i = 0; i < others.length; i++) {
      allowed[i + 2] = packagesOf(others[i]);
    }
    return noClasses()
        .that()
        .resideInAPackage(packagesOf(module))
        .should()
        .dependOnClassesThat(resideInAnyPackage(OURS).and(resideOutsideOfPackages(allowed)))
        .as(module + " depends on no other module of ours than " + List.of(allowed))
        .allowEmptyShould(true);
  }

  static ArchRule springOnlyInApp() {
    return noClasses()
        .that(resideInAnyPackage(OURS).and(resideOutsideOfPackages(packagesOf("app"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .as("Spring stays in app")
        .allowEmptyShould(true);
  }

  /**
   * Stores, the postgres module and the kernel's contract of a transaction use JDBC. Whoever
   * decides what to do about a failure may look at the exception.
   */
  static ArchRule jdbcOnlyInStores() {
    return noClasses()
        .that(
            resideInAnyPackage(OURS)
                .and(resideOutsideOfPackages(packagesOf("postgres"), "dev.trestle.kernel.record"))
                .and(not(IN_STORE)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.sql..").and(not(assignableTo(SQLException.class))))
        .as("java.sql stays in classes named *Store, in postgres and in kernel.record")
        .allowEmptyShould(true);
  }

  /** Layer 2 touches nothing outside of its arguments, or the same bytes would differ. */
  static ArchRule semanticsTouchesNothing() {
    return noClasses()
        .that()
        .resideInAPackage(packagesOf("semantics"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.sql..")
                .and(not(belongToAnyOf(IN_MEMORY.toArray(Class<?>[]::new)))))
        .as("semantics has no file, no socket and no database")
        .allowEmptyShould(true);
  }

  static ArchRule semanticsIsPure() {
    return noClasses()
        .that()
        .resideInAPackage(packagesOf("semantics"))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "reads clock, chance, environment or default", ArchitectureRules::isImpure))
        .as("semantics reads no clock, no randomness, no environment and no default")
        .allowEmptyShould(true);
  }

  /** Tables packaged with the module are read in classes named *Resource, and nowhere else. */
  static ArchRule semanticsReadsResourcesInOnePlace() {
    return noClasses()
        .that()
        .resideInAPackage(packagesOf("semantics"))
        .and()
        .haveSimpleNameNotEndingWith(RESOURCE_READER)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "reads the class path",
                access ->
                    RESOURCE_METHODS.contains(access.getName())
                        && access
                            .getTargetOwner()
                            .isAssignableTo(
                                DescribedPredicate.describe(
                                    "Class or ClassLoader",
                                    owner ->
                                        owner.isEquivalentTo(Class.class)
                                            || owner.isAssignableTo(ClassLoader.class)))))
        .as("semantics reads the class path only in classes named *" + RESOURCE_READER)
        .allowEmptyShould(true);
  }

  /** The packages directly below a module do not know each other in circles. */
  static List<ArchRule> noCircles() {
    return MODULES.stream().map(ArchitectureRules::noCircles).toList();
  }

  private static ArchRule noCircles(String module) {
    return slices()
        .matching("dev.trestle." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  static final String RESOURCE_READER = "Resource";

  private static final Set<String> RESOURCE_METHODS =
      Set.of("getResource", "getResourceAsStream", "getResources", "getSystemResource");

  /** What java.io and java.net have that never leaves memory. */
  private static final List<Class<?>> IN_MEMORY =
      List.of(
          ByteArrayInputStream.class,
          ByteArrayOutputStream.class,
          Closeable.class,
          IOException.class,
          InputStream.class,
          InputStreamReader.class,
          OutputStream.class,
          Reader.class,
          Serializable.class,
          StringReader.class,
          StringWriter.class,
          UncheckedIOException.class,
          Writer.class,
          URI.class,
          URISyntaxException.class);

  private static final Set<String> IMPURE_METHODS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault",
          "java.nio.charset.Charset.defaultCharset");

  private static final Set<String> IMPURE_CLASSES =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.lang.Thread");

  private static final DescribedPredicate<JavaClass> IN_STORE =
      DescribedPredicate.describe("stores", ArchitectureRules::isInStore);

  private static boolean isImpure(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return IMPURE_METHODS.contains(owner + "." + access.getName())
        || IMPURE_CLASSES.contains(owner)
        || (owner.startsWith("java.time.") && access.getName().equals("now"));
  }

  /** The class itself or one around it is named a store. */
  private static boolean isInStore(JavaClass type) {
    return type.getSimpleName().endsWith("Store")
        || type.getEnclosingClass().map(ArchitectureRules::isInStore).orElse(false);
  }

  private static String packagesOf(String module) {
    return "dev.trestle." + module + "..";
  }
}
