package dev.trestle.orchestration.apply;

/** Makes a failure fit for the log: its text could quote a message, its stack trace does not. */
final class Defects {
  private Defects() {}

  static RuntimeException withoutText(Throwable failure) {
    RuntimeException safe = new RuntimeException(failure.getClass().getName());
    safe.setStackTrace(failure.getStackTrace());
    return safe;
  }
}
