package dev.trestle.sandbox.hospital;

import dev.trestle.kernel.site.SourceName;
import java.time.Instant;
import java.util.Set;

/**
 * One message as the hospital sends it.
 *
 * @param feed health system and feed
 * @param type {@code ADT^A01}
 * @param controlId MSH-10
 * @param bytes the message without MLLP frame; not copied, not to be changed
 * @param at virtual time of sending
 * @param copy whether the hospital sent the same bytes before
 * @param quirks what is odd about it
 */
public record SimulatedMessage(
    SourceName feed,
    String type,
    String controlId,
    byte[] bytes,
    Instant at,
    boolean copy,
    Set<Quirk> quirks) {
  @Override
  public String toString() {
    return "SimulatedMessage[" + feed + ", " + type + ", " + bytes.length + " bytes]";
  }
}
