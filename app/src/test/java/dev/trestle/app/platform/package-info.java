/** Tests of the whole platform: real processes, real sockets, real PostgreSQL, real kills. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.platform;
