/**
 * Files of people: CSV as anybody writes it, and NDJSON of FHIR Patients. {@link
 * dev.trestle.identity.read.PeopleLoader} makes a table of them. What is odd becomes a finding with
 * its line; texts never hold a value.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.read;
