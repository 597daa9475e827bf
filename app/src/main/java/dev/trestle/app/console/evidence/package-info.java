/**
 * Evidence about two records as a waterfall; pages of reviews and of patients show it. Start with
 * {@link dev.trestle.app.console.evidence.EvidenceBars}. No value of a Patient comes here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.evidence;
