/**
 * Simulated hospitals: the life of their patients, and the HL7 v2 messages it makes. Start with
 * {@link dev.trestle.sandbox.hospital.Hospital}, then read {@code Episodes}. Pure functions of seed
 * and virtual time; nothing here opens a socket or reads a clock.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.hospital;
