/** Tests of the sum that must close. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.balance;
