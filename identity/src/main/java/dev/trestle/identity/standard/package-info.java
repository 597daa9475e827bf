/**
 * What people say about themselves in one form: Latin capitals, streets as the post writes them,
 * packed dates, and what stands for "not known" as unavailable. Pure functions and tables. Start
 * with {@link dev.trestle.identity.standard.Latin}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.standard;
