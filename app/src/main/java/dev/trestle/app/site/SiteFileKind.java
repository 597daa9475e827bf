package dev.trestle.app.site;

import java.util.regex.Pattern;

/** The files that a site can have, by their path. */
enum SiteFileKind {
  SITE("site\\.yaml"),
  HEALTH_SYSTEM("health-systems/[^/]+\\.yaml"),
  OVERLAY("mappings/(.+/)?[^/]+\\.yaml"),
  PROFILE("profiles/(.+/)?[^/]+\\.json"),
  TABLE("tables/[^/]+\\.(csv|json)"),
  PLAUSIBILITY("rules/plausibility\\.yaml"),
  GOLDEN("rules/golden\\.yaml"),
  CERTIFICATES("tls/[^/]+\\.pem"),
  NOTES(".*\\.md"),
  UNKNOWN(".*");

  static final String LIST =
      "there are site.yaml, health-systems/*.yaml, mappings/*.yaml, tables/*.csv and *.json,"
          + " profiles/**.json, rules/plausibility.yaml, rules/golden.yaml, tls/*.pem and notes (*.md)";

  private final Pattern path;

  SiteFileKind(String path) {
    this.path = Pattern.compile(path);
  }

  static SiteFileKind of(String path) {
    for (SiteFileKind kind : values()) {
      if (kind.path.matcher(path).matches()) {
        return kind;
      }
    }
    return UNKNOWN;
  }
}
