/**
 * Asking the platform over HTTPS, and how long the answers take; {@link
 * dev.trestle.bench.http.FhirClient} is where to start.
 */
@NullMarked
package dev.trestle.bench.http;

import org.jspecify.annotations.NullMarked;
