package dev.trestle.sandbox.people;

/** A name in its own script: Cyrillic, Greek or Han. */
public record ScriptName(String family, String given) {
  @Override
  public String toString() {
    return "ScriptName";
  }
}
