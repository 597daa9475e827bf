/**
 * What a monitoring system reads at {@code /actuator/prometheus}; each metric is described in
 * {@code docs/operations.md}. Start with {@link dev.trestle.app.metrics.PlatformMeters}. Labels are
 * few and bounded, and never hold anything of a patient.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.metrics;
