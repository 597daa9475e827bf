/** Training a model on the live index, seeing what it would change, and choosing the one in use. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.learn;
