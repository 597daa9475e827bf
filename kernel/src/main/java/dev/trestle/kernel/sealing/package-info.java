/**
 * Encryption at rest and keyed hashes. Start with {@link dev.trestle.kernel.sealing.Sealer}. Keys
 * are stored through {@link dev.trestle.kernel.sealing.DataKeyStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.sealing;
