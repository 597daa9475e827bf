/** The audit as auditors read it: who did what about whom. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.audit;
