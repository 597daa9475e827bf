/**
 * Updates that would make one person into another: what they say is held until somebody decides.
 * Start with {@link dev.trestle.records.overlay.AlarmStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.overlay;
