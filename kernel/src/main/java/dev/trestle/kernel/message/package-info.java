/**
 * What is received: raw bytes with their envelope, and the keys that order them. Start with {@link
 * dev.trestle.kernel.message.Envelope}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.message;
