package dev.trestle.app.validator;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.validation.ResourceChecker;
import dev.trestle.semantics.validation.profile.Deviation;
import dev.trestle.semantics.validation.profile.ProfileSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What our own checker says of a resource: R4, the profiles that are asked for, and those of the
 * site that the resource names itself. No text holds a value.
 */
public final class OwnVerdict {
  private OwnVerdict() {}

  /** What is wrong, and what is not checked; empty when everything is checked and right. */
  public static List<Finding> of(JsonNode resource, Set<String> profiles, ProfileSet site) {
    List<Finding> findings = new ArrayList<>(ResourceChecker.ofR4().check(resource));
    profiles(resource, profiles, site, findings);
    return findings;
  }

  /**
   * Refuses profiles that the site does not have.
   *
   * @throws TrestleException REQUEST_INVALID, with those that it has
   */
  public static void requireKnown(Set<String> profiles, ProfileSet site) {
    if (!profiles.stream().allMatch(site::has)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          site.urls().isEmpty()
              ? "The site has no profiles: put them into its folder profiles/"
              : "The site has no such profile of a resource. It has "
                  + String.join(", ", site.urls()));
    }
  }

  private static void profiles(
      JsonNode resource, Set<String> asked, ProfileSet site, List<Finding> findings) {
    String type = resource.path("resourceType").asString("");
    Set<String> held = new LinkedHashSet<>(asked);
    for (JsonNode named : resource.path("meta").path("profile")) {
      if (site.has(named.asString(""))) {
        held.add(named.asString(""));
      } else {
        findings.add(
            Finding.information(
                ProblemCode.FHIR_PROFILE,
                type + ".meta.profile",
                "A profile that the resource names is none of the site's; it is not checked."));
      }
    }
    for (String profile : held) {
      if (!site.types(Set.of(profile)).contains(type)) {
        findings.add(
            Finding.error(
                ProblemCode.FHIR_PROFILE, type, "The profile is not about a " + type + "."));
      }
    }
    site.check(held, resource, reference -> typeOf(reference, resource)).stream()
        .map(Deviation::finding)
        .forEach(findings::add);
    site.unchecked(held)
        .forEach(
            remark ->
                findings.add(Finding.information(ProblemCode.FHIR_PROFILE, type, remark.text())));
  }

  /** The type that a reference leads to; empty where it does not tell (a URN). */
  private static String typeOf(String reference, JsonNode resource) {
    if (reference.startsWith("#")) {
      for (JsonNode contained : resource.path("contained")) {
        if (contained.path("id").asString("").equals(reference.substring(1))) {
          return contained.path("resourceType").asString("");
        }
      }
      return "";
    }
    return ResourceChecker.typeIn(reference);
  }
}
