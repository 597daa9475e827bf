/** The first page: whether anything is wrong, and the balance. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.overview;
