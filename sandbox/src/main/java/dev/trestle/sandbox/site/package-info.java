/**
 * The site that fits the simulated hospitals. Start with {@link dev.trestle.sandbox.site.DemoSite}.
 * Reading the files of a site is done elsewhere.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.site;
