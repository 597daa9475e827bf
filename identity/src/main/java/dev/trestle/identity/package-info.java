/**
 * Layer 3: who is the same person. A library of its own that knows only the kernel. At present it
 * keeps the merges that sources decide, and what people decide about them; start with {@link
 * dev.trestle.identity.link.LinkStore}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity;
