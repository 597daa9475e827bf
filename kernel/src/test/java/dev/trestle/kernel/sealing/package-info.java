/** Tests of sealing. */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.sealing;
