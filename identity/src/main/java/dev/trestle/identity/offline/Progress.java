package dev.trestle.identity.offline;

/** Hears how far a linking is. Never patient data. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE = step -> {};

  void say(String step);
}
