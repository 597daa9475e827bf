/**
 * Which charts are incomplete: the patients of messages that were received and are not in the
 * record. Start with {@link dev.trestle.orchestration.chart.ChartGaps}. It only reads; what becomes
 * of those messages is not decided here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.chart;
