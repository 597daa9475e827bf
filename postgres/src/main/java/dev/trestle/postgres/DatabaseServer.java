package dev.trestle.postgres;

/** A server that may come back elsewhere after a restart, and says what it is doing. */
public interface DatabaseServer {
  /** Where the application's database is at this moment. */
  DatabaseAddress address();

  /** From now on this listener is told too. */
  void subscribe(DatabaseListener listener);
}
