/**
 * Which pairs are looked at: two people who share one of a dozen keys. Keys that too many share are
 * told apart by a further field. Start with {@link dev.trestle.identity.block.Blocks}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.block;
