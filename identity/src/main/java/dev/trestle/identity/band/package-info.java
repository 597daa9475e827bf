/**
 * Whether what links by itself is as right as it has to be, from people's checks, and what follows
 * from it. Start with {@link dev.trestle.identity.band.AutomaticBand}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.band;
