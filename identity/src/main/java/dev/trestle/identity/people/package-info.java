/**
 * Many people in little memory: a row of numbers for each, and each value once. {@link
 * dev.trestle.identity.people.Person} is one as a file has them, {@link
 * dev.trestle.identity.people.PeopleTable} all of them, standardised. Nothing here reads a file.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.people;
