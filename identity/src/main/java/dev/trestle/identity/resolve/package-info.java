/**
 * The resolver: follows the Patients in the order of their commits and keeps links, persons and
 * reviews what they would be had all come at once. Start with {@link
 * dev.trestle.identity.resolve.Resolver}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.resolve;
