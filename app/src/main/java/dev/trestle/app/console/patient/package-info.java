/** Patients: finding one, and what came from where about one. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.patient;
