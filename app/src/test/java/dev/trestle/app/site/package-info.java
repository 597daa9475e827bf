/** Tests of reading a site. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.site;
