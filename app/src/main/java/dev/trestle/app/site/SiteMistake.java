package dev.trestle.app.site;

/**
 * Something wrong in a site's files.
 *
 * @param file path within the site folder
 * @param line from 1; 0 for the file as a whole
 * @param text what is wrong, and what would be right
 */
public record SiteMistake(String file, int line, String text) {
  @Override
  public String toString() {
    return line == 0 ? file + ": " + text : file + ":" + line + ": " + text;
  }
}
