package dev.trestle.app.console.site;

import dev.trestle.app.site.SiteText;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a site as a form holds them. Browsers write line ends as CR LF; a file that was not
 * touched keeps its bytes, so that its version keeps its hash.
 *
 * @param files in the order of the form
 */
record SiteDraft(List<SiteText> files) {
  /** Files of one form. */
  static final int FILES_LIMIT = 200;

  /** Characters of one form. */
  static final int CHARS_LIMIT = 500_000;

  /** Where a deployment begins that runs the default site. */
  static final SiteDraft FIRST =
      new SiteDraft(
          List.of(
              new SiteText(
                  "site.yaml",
                  """
                  listeners:
                    - name: mllp
                      port: 2575
                      catch-all: my-hospital/other
                  """),
              new SiteText(
                  "health-systems/my-hospital.yaml",
                  """
                  id: my-hospital
                  zone: America/Chicago
                  sources:
                    - name: other
                  """)));

  SiteDraft {
    files = List.copyOf(files);
    int chars = files.stream().mapToInt(file -> file.text().length()).sum();
    if (files.size() > FILES_LIMIT || chars > CHARS_LIMIT) {
      throw new TrestleException(
          ProblemCode.TOO_COSTLY,
          "A page edits at most "
              + FILES_LIMIT
              + " files with "
              + CHARS_LIMIT
              + " characters; edit this site as a folder: `trestle site show`, `site activate`");
    }
  }

  /**
   * Reads a form: {@code path} and {@code text} by turns.
   *
   * @param known files whose bytes are kept where the text is the same
   */
  static SiteDraft of(HttpServletRequest request, List<SiteText> known) {
    String[] paths = values(request, "path");
    String[] texts = values(request, "text");
    List<SiteText> files = new ArrayList<>();
    for (int i = 0; i < Math.min(paths.length, texts.length); i++) {
      files.add(file(paths[i].strip(), lines(texts[i]), known));
    }
    return new SiteDraft(files);
  }

  private static String[] values(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameterValues(name)).orElse(new String[0]);
  }

  private static SiteText file(String path, String text, List<SiteText> known) {
    for (SiteText one : known) {
      if (one.path().equals(path) && lines(one.text()).equals(text)) {
        return one;
      }
    }
    return new SiteText(path, text);
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /**
   * With one more file, empty.
   *
   * @throws TrestleException REQUEST_INVALID it is there already
   */
  SiteDraft with(String path) {
    if (path.isBlank() || files.stream().anyMatch(file -> file.path().equals(path))) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A new file has a path that is not there yet");
    }
    List<SiteText> more = new ArrayList<>(files);
    more.add(new SiteText(path, ""));
    return new SiteDraft(more);
  }

  SiteDraft without(String path) {
    return new SiteDraft(files.stream().filter(file -> !file.path().equals(path)).toList());
  }

  @Override
  public String toString() {
    return "SiteDraft[" + files.size() + " files]";
  }
}
