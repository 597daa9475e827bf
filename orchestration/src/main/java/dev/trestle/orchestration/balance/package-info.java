/**
 * The sum that must close: received = settled + exceptions + waiting + in flight. Start with {@link
 * dev.trestle.orchestration.balance.Balance}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.balance;
