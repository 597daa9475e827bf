/**
 * The HTTP edge: FHIR, balance, status, health, metrics. Start with {@link
 * dev.trestle.app.http.HttpEdge}. The only place that knows Spring.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.http;
