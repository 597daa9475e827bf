package dev.trestle.sandbox.sender;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.sandbox.hospital.SimulatedMessage;

/** Told of every answer that belongs to a message, on the thread of its feed. */
@FunctionalInterface
public interface Witness {
  /** Does not look. */
  Witness NONE = (message, code) -> {};

  void answered(SimulatedMessage message, AnswerCode code);
}
