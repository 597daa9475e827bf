package dev.trestle.app.http;

import dev.trestle.records.read.Resource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bundles of the FHIR API (FHIR R4 §2.36). */
final class FhirBundles {
  private FhirBundles() {}

  /** A history bundle, newest version first. */
  static String history(String self, List<Resource> versions, Optional<String> next) {
    return FhirJson.text(
        bundle -> {
          bundle.put("resourceType", "Bundle").put("type", "history");
          links(bundle, self, next);
          ArrayNode entries = bundle.putArray("entry");
          for (Resource resource : versions) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", FhirSearchController.fullUrl(self, resource));
            entry.set("resource", resource.json());
            boolean first = resource.version() == 1;
            entry
                .putObject("request")
                .put("method", first ? "POST" : "PUT")
                .put("url", resource.type() + (first ? "" : "/" + resource.id()));
            entry
                .putObject("response")
                .put("status", first ? "201" : "200")
                .put("etag", "W/\"" + resource.version() + "\"");
          }
        });
  }

  /** A searchset; its entries are matches all. */
  static String searchset(String url, String query, List<Resource> hits, Optional<String> next) {
    return FhirJson.text(
        bundle -> {
          bundle.put("resourceType", "Bundle").put("type", "searchset");
          links(bundle, query.isEmpty() ? url : url + "?" + query, next);
          ArrayNode entries = hits.isEmpty() ? null : bundle.putArray("entry");
          for (Resource resource : hits) {
            ObjectNode entry = java.util.Objects.requireNonNull(entries).addObject();
            entry.put("fullUrl", FhirSearchController.fullUrl(url, resource));
            entry.set("resource", resource.json());
            entry.putObject("search").put("mode", "match");
          }
        });
  }

  static void links(ObjectNode bundle, String self, Optional<String> next) {
    ArrayNode links = bundle.putArray("link");
    links.addObject().put("relation", "self").put("url", self);
    next.ifPresent(url -> links.addObject().put("relation", "next").put("url", url));
  }
}
