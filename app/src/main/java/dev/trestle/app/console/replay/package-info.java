/** What stored messages become under another version of the site. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.replay;
