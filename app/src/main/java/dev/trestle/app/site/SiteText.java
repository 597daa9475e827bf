package dev.trestle.app.site;

/**
 * One file of a site.
 *
 * @param path within the site folder, with slashes
 * @param text its content
 */
public record SiteText(String path, String text) {}
