package dev.trestle.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Java file with its syntax tree, as the JDK's own compiler reads it.
 *
 * @param path from the project's root, with forward slashes
 */
record JavaSource(String path, String text, CompilationUnitTree tree, SourcePositions positions) {

  /** Parses files (path to text); nothing is resolved, so they need not compile. */
  static List<JavaSource> parse(Map<String, String> textByPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Text> files = new ArrayList<>();
    textByPath.forEach((path, text) -> files.add(new Text(path, text)));
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<JavaSource> sources = new ArrayList<>();
    try {
      for (CompilationUnitTree tree : task.parse()) {
        JavaFileObject file = tree.getSourceFile();
        String text = file.getCharContent(true).toString();
        sources.add(new JavaSource(file.getName(), text, tree, positions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  boolean isMain() {
    return path.contains("/src/main/java/");
  }

  boolean isTest() {
    return path.contains("/src/test/java/");
  }

  boolean isIn(String module) {
    return path.startsWith(module + "/");
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  long lines() {
    return text.lines().count();
  }

  long line(Tree part) {
    return tree.getLineMap().getLineNumber(positions.getStartPosition(tree, part));
  }

  long lastLine(Tree part) {
    return tree.getLineMap().getLineNumber(positions.getEndPosition(tree, part));
  }

  Violation violation(String rule, Tree part, String what) {
    return new Violation(rule, path, line(part), what);
  }

  @Override
  public String toString() {
    return path;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String path;
    private final String text;

    Text(String path, String text) {
      super(URI.create("string:///" + path.replace(" ", "%20")), JavaFileObject.Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public String getName() {
      return path;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
