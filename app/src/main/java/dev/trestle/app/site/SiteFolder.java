package dev.trestle.app.site;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the files of a site from a folder. */
public final class SiteFolder {
  /** Files of a site; a folder with more is something else. */
  static final int FILES_LIMIT = 2_000;

  /** Characters of all files of a site. */
  static final int SIZE_LIMIT_CHARS = 16 << 20;

  /** Folder of messages with what they must become; they are no part of a version. */
  public static final String TESTS = "tests";

  private static final String PROFILES = "profiles";

  /** What a FHIR package holds beside its resources, each in a folder of that name. */
  private static final Set<String> BESIDE =
      Set.of("example", "examples", "openapi", "other", "tests", "xml");

  private SiteFolder() {}

  /**
   * Reads and checks a site.
   *
   * @throws TrestleException SITE_INVALID with every mistake, one a line
   */
  public static SiteVersion read(Path folder) {
    return SiteVersion.of(texts(folder), folder.toString());
  }

  /**
   * Without what version control and editors keep beside, and the cases of {@code mapping test}.
   */
  private static boolean isOfSite(Path folder, Path relative) {
    if (relative.startsWith(TESTS) || isBesidePackage(folder, relative)) {
      return false;
    }
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().endsWith("~")) {
        return false;
      }
    }
    return true;
  }

  /** Examples, schemas and the like in an unpacked FHIR package: no profiles are there. */
  private static boolean isBesidePackage(Path folder, Path relative) {
    if (!relative.startsWith(PROFILES)) {
      return false;
    }
    for (int i = 1; i < relative.getNameCount() - 1; i++) {
      if (BESIDE.contains(relative.getName(i).toString())
          && Files.exists(folder.resolve(relative.subpath(0, i)).resolve("package.json"))) {
        return true;
      }
    }
    return false;
  }

  /** The files of a site, sorted by path. */
  public static List<SiteText> texts(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new TrestleException(ProblemCode.SITE_INVALID, folder + " is not a folder");
    }
    List<SiteText> texts = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files =
          walk.filter(file -> isOfSite(folder, folder.relativize(file)))
              .filter(Files::isRegularFile)
              .sorted()
              .limit(FILES_LIMIT + 1L)
              .toList();
      if (files.size() > FILES_LIMIT) {
        throw new TrestleException(
            ProblemCode.SITE_INVALID, folder + " has more than " + FILES_LIMIT + " files");
      }
      for (Path file : files) {
        if (Files.size(file) > SIZE_LIMIT_CHARS) {
          throw new TrestleException(ProblemCode.SITE_INVALID, file + " is too large for a site");
        }
        texts.add(text(folder.relativize(file).toString().replace('\\', '/'), file));
      }
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.SITE_INVALID, folder + " cannot be read", e);
    }
    return texts;
  }

  private static SiteText text(String path, Path file) throws IOException {
    if (path.endsWith(".tgz") || path.endsWith(".tar.gz")) {
      String name = path.replaceFirst("\\.(tgz|tar\\.gz)$", "");
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          path
              + ": a site holds text files only. Unpack the package: `mkdir -p "
              + name
              + " && tar xzf "
              + path
              + " -C "
              + name
              + " --strip-components=1 package`, then move it out of the folder");
    }
    try {
      return new SiteText(path, Files.readString(file));
    } catch (MalformedInputException notText) {
      throw new TrestleException(ProblemCode.SITE_INVALID, path + " is not UTF-8 text", notText);
    }
  }
}
