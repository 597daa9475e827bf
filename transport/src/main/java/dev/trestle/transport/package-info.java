/**
 * Layer 1: bytes in, bytes out. One package per protocol; {@code tls} is shared by all.
 *
 * <p>Nothing here knows what a message means: a change of meaning never touches this module.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.transport;
