package dev.trestle.postgres.embedded;

/** Is told what the embedded server is doing; called on the server's own threads, so be quick. */
@FunctionalInterface
public interface DatabaseListener {
  void changed(DatabaseState state);
}
