package dev.trestle.postgres.disk;

/** Is told when the disk fills up or empties; called on the guard's thread, so be quick. */
@FunctionalInterface
public interface DiskListener {
  void changed(DiskState state);
}
