package dev.trestle.postgres.disk;

/** Is told when the disk fills up or empties; called on the guard's thread, so be quick. */
@FunctionalInterface
public interface DiskListener {
  /**
   * The state changed.
   *
   * @param state the new state
   * @param usableBytes the room left
   */
  void changed(DiskState state, long usableBytes);
}
