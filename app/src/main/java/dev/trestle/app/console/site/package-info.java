/** The site: the active version, its history, and going back. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.site;
