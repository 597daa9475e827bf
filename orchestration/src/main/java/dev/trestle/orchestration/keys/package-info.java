/** Where wrapped keys are kept. Start with {@link dev.trestle.orchestration.keys.KeyStore}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.keys;
