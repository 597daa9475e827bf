/** What clinicians look at and decide about a mapping, beside the messages. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.signoff;
