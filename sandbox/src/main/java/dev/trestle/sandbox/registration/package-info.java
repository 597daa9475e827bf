/**
 * Who is known where, under which number and in which spelling: the truth that identity tests
 * compare with. Start with {@link dev.trestle.sandbox.registration.Truth}. Messages never carry it.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.registration;
