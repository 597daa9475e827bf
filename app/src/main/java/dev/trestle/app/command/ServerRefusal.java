package dev.trestle.app.command;

/** The cause of a problem that a running Trestle told: here all is well, and the answer is no. */
final class ServerRefusal extends Exception {
  private static final long serialVersionUID = 1;

  ServerRefusal() {
    super("refused by the running Trestle");
  }
}
