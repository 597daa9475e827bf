package dev.trestle.app.site;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import java.util.List;

/**
 * A checked site with the files it was read from. Immutable: other files are another version.
 *
 * @param site what the files say; its version is their hash
 * @param texts the files, sorted by path
 */
public record SiteVersion(Site site, List<SiteText> texts) {
  /** Digits of a hash that people compare and type. */
  public static final int SHORT_DIGITS = 12;

  public SiteVersion {
    texts = List.copyOf(texts);
  }

  /**
   * Reads and checks files.
   *
   * @param where named in the text of the error
   * @throws TrestleException SITE_INVALID with every mistake, one a line
   */
  public static SiteVersion of(List<SiteText> texts, String where) {
    SiteReader.Result result = SiteReader.read(texts);
    if (result.site().isEmpty()) {
      List<String> lines = result.mistakes().stream().map(SiteMistake::toString).toList();
      String count = lines.size() == 1 ? "a mistake" : lines.size() + " mistakes";
      throw new TrestleException(
          ProblemCode.SITE_INVALID,
          "The site " + where + " has " + count + ":\n  " + String.join("\n  ", lines));
    }
    return new SiteVersion(result.site().get(), SiteReader.sorted(texts));
  }

  /** SHA-256 of the files, 64 hexadecimal digits. */
  public String hash() {
    return site.version();
  }

  /** The beginning of a hash, as it is shown to people. */
  public static String shortened(String hash) {
    return hash.substring(0, Math.min(SHORT_DIGITS, hash.length()));
  }

  @Override
  public String toString() {
    return "SiteVersion[" + hash() + "]";
  }
}
