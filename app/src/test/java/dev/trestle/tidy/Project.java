package dev.trestle.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files of the project as they lie on disk, without what is built or fetched. */
final class Project {
  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".idea", ".vscode", ".settings", "node_modules", "trestle-data");
  private static final List<String> TEXT_ENDINGS =
      List.of(
          ".java",
          ".xml",
          ".md",
          ".yaml",
          ".yml",
          ".sql",
          ".properties",
          ".sh",
          ".html",
          ".js",
          ".css",
          ".csv",
          ".json",
          ".hl7",
          ".config",
          ".txt",
          ".service",
          ".toml");

  private Project() {}

  /** Every Java file, parsed. */
  static List<JavaSource> javaSources() {
    Map<String, String> java = new TreeMap<>(textFiles());
    java.keySet().removeIf(path -> !path.endsWith(".java"));
    return JavaSource.parse(java);
  }

  /** Every text file: path from the root to its text. */
  static Map<String, String> textFiles() {
    Path root = root();
    Map<String, String> files = new TreeMap<>();
    try {
      Files.walkFileTree(root, new TextFiles(root, files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("The tests do not run inside the project");
      }
      folder = parent;
    }
    return folder;
  }

  private static boolean isText(String name) {
    return !name.contains(".") || TEXT_ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static final class TextFiles extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, String> files;

    TextFiles(Path root, Map<String, String> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return NOT_OURS.contains(String.valueOf(folder.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = root.relativize(file).toString().replace('\\', '/');
      // .git is a file, not a folder, in a worktree.
      if (isText(String.valueOf(file.getFileName())) && !path.equals(".git")) {

        files.put(path, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
