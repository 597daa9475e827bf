/** Tests of what is shown as one person. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.person;
