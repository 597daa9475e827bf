/**
 * Interface control documents: what both sides of a feed sign, made from the effective mapping,
 * from what the site promises, and from what the feed really sends. No patient data (ADR 54). Start
 * with {@link dev.trestle.app.icd.Traffic}, then {@link dev.trestle.app.icd.InterfaceDocument} and
 * {@link dev.trestle.app.icd.InterfaceCheck}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.icd;
