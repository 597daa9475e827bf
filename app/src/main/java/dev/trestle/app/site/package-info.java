/** Reads the folder of a site. Start with {@link dev.trestle.app.site.DefaultSite}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.site;
