package dev.trestle.semantics.validation.profile;

/**
 * Something about a file of profiles: a mistake, or what is not checked.
 *
 * @param file path within the site
 * @param line from 1; 0 for the file as a whole
 * @param text what it is, for the person who keeps the site
 */
public record ProfileRemark(String file, int line, String text) {}
