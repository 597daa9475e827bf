package dev.trestle.semantics.mapping.rule;

/**
 * Where something of a mapping was written.
 *
 * @param layer {@code base}, or the name of an overlay
 * @param file name of the text
 * @param line from 1
 */
public record Place(String layer, String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
