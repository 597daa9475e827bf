/**
 * Who is connected: health systems, authorities, sources and their rules, as immutable records.
 * Start with {@link dev.trestle.kernel.site.Site}. Reading the files of a site is not done here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.site;
