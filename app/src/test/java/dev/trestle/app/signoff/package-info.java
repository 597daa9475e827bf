/** Tests of the clinical sign-off. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.signoff;
