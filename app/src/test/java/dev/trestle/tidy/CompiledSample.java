package dev.trestle.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes compiled from a few lines, so that an architecture rule can be seen to fail. */
final class CompiledSample {
  private CompiledSample() {}

  /** Compiles one file for each source, which must begin with its package, and reads the result. */
  static JavaClasses of(Path folder, String... sources) {
    try {
      List<Path> files = new ArrayList<>();
      for (String source : sources) {
        files.add(write(folder, source));
      }
      Path classes = Files.createDirectories(folder.resolve("classes"));
      compile(files, classes);
      return new ClassFileImporter().importPath(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path folder, String source) throws IOException {
    String name = source.replaceFirst("(?s).*?(class|interface) (\\w+).*", "$2");
    String home = source.replaceFirst("(?s)package ([\\w.]+);.*", "$1").replace('.', '/');
    Path file = folder.resolve("sources").resolve(home).resolve(name + ".java");
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, source);
  }

  private static void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as("the sample compiles").isTrue();
    }
  }
}
