package dev.trestle.kernel.statement;

/**
 * A code that stands in no row of the table it was looked up in. Code and text are as sent, and may
 * be anything that somebody typed: they are kept sealed.
 *
 * @param table of the site or of the base, {@code 0004-patient-class}
 * @param code as sent
 * @param text that came with it; empty for none
 */
public record UnmappedCode(String table, String code, String text) {
  @Override
  public String toString() {
    return "UnmappedCode[" + table + "]";
  }
}
