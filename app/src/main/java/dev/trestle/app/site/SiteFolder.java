package dev.trestle.app.site;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files of a site from a folder. */
public final class SiteFolder {
  /** Files of a site; a folder with more is something else. */
  static final int FILES_LIMIT = 2_000;

  private SiteFolder() {}

  /**
   * Reads and checks a site.
   *
   * @throws TrestleException SITE_INVALID with every mistake, one a line
   */
  public static Site read(Path folder) {
    SiteReader.Result result = SiteReader.read(texts(folder));
    return result
        .site()
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.SITE_INVALID,
                    "The site "
                        + folder
                        + " has "
                        + result.mistakes().size()
                        + " mistakes:\n  "
                        + String.join(
                            "\n  ",
                            result.mistakes().stream().map(SiteMistake::toString).toList())));
  }

  /** The files of a site, sorted by path. */
  public static List<SiteText> texts(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new TrestleException(ProblemCode.SITE_INVALID, folder + " is not a folder");
    }
    List<SiteText> texts = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files =
          walk.filter(Files::isRegularFile).sorted().limit(FILES_LIMIT + 1L).toList();
      if (files.size() > FILES_LIMIT) {
        throw new TrestleException(
            ProblemCode.SITE_INVALID, folder + " has more than " + FILES_LIMIT + " files");
      }
      for (Path file : files) {
        texts.add(
            new SiteText(
                folder.relativize(file).toString().replace('\\', '/'), Files.readString(file)));
      }
    } catch (MalformedInputException notText) {
      throw new TrestleException(
          ProblemCode.SITE_INVALID, folder + " has a file that is not UTF-8 text", notText);
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.SITE_INVALID, folder + " cannot be read", e);
    }
    return texts;
  }
}
