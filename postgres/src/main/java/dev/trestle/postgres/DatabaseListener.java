package dev.trestle.postgres;

/** Is told what a database server is doing; called on the server's own threads, so be quick. */
@FunctionalInterface
public interface DatabaseListener {
  void changed(DatabaseState state);
}
