package dev.trestle.app.http;

import dev.trestle.orchestration.chart.Incompleteness;
import dev.trestle.records.read.Resource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bundles of the FHIR API (FHIR R4 §2.36). */
final class FhirBundles {
  private FhirBundles() {}

  /**
   * A history bundle, newest version first. A history has no entry of mode {@code outcome} (R4
   * bdl-2), so what is missing stands with the newest version's response.
   */
  static String history(
      String self,
      List<Resource> versions,
      Optional<String> next,
      Optional<Incompleteness> missing) {
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
            ObjectNode response =
                entry
                    .putObject("response")
                    .put("status", first ? "201" : "200")
                    .put("etag", "W/\"" + resource.version() + "\"");
            if (entries.size() == 1) {
              missing.ifPresent(known -> ChartNotice.outcome(response.putObject("outcome"), known));
            }
          }
        });
  }

  /**
   * A searchset: its matches, and what is missing as entries of mode {@code outcome}.
   *
   * @param undecided pairs of records that may be one person
   */
  static String searchset(
      String url,
      String query,
      List<Resource> hits,
      Optional<String> next,
      Optional<Incompleteness> missing,
      int undecided) {
    return FhirJson.text(
        bundle -> {
          bundle.put("resourceType", "Bundle").put("type", "searchset");
          links(bundle, query.isEmpty() ? url : url + "?" + query, next);
          if (hits.isEmpty() && missing.isEmpty() && undecided == 0) {
            return; // FHIR JSON has no empty arrays.
          }
          ArrayNode entries = bundle.putArray("entry");
          for (Resource resource : hits) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", FhirSearchController.fullUrl(url, resource));
            entry.set("resource", resource.json());
            entry.putObject("search").put("mode", "match");
          }
          missing.ifPresent(
              known -> {
                ObjectNode entry = entries.addObject();
                ChartNotice.outcome(entry.putObject("resource"), known);
                entry.putObject("search").put("mode", "outcome");
              });
          if (undecided > 0) {
            ObjectNode entry = entries.addObject();
            PossibleRecords.outcome(entry.putObject("resource"), undecided);
            entry.putObject("search").put("mode", "outcome");
          }
        });
  }

  static void links(ObjectNode bundle, String self, Optional<String> next) {
    ArrayNode links = bundle.putArray("link");
    links.addObject().put("relation", "self").put("url", self);
    next.ifPresent(url -> links.addObject().put("relation", "next").put("url", url));
  }
}
