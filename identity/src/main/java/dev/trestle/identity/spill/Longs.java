package dev.trestle.identity.spill;

/** Numbers from 0 on, one after the other. */
public interface Longs {
  /** What comes after the last. */
  long END = -1;

  /** The next one, or {@link #END}. */
  long next();
}
