/**
 * Persons as they are shown: the golden record of the source records that are linked now. Start
 * with {@link dev.trestle.app.person.GoldenPersons}. Nothing is stored here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.person;
