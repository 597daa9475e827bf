package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.site.NamedProfile;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Rendering;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.validation.ResourceChecker;
import dev.trestle.semantics.validation.TranslationCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Holds what one message makes against the profiles that its source names. */
public final class MessageProfiles {
  private MessageProfiles() {}

  /**
   * Where what the message makes is not as the profiles of its source ask; what several resources
   * have in common is told once.
   *
   * @return at most {@link ResourceChecker#LIMIT}
   */
  public static List<Deviation> deviations(Translation translation, Source source, Site site) {
    List<NamedProfile> asked = source.profiles();
    if (asked.isEmpty()) {
      return List.of();
    }
    ProfileSet profiles = ProfileSet.of(site.profiles());
    Set<String> types = profiles.types(asked.stream().map(NamedProfile::canonical).toList());
    SortedMap<Integer, List<Statement>> byKey = new TreeMap<>();
    for (Statement statement : translation.statements()) {
      if (types.contains(translation.keys().get(statement.key()).type())) {
        byKey.computeIfAbsent(statement.key(), key -> new ArrayList<>(1)).add(statement);
      }
    }
    Map<Deviation, Integer> counts = new LinkedHashMap<>();
    byKey.forEach(
        (key, about) -> {
          JsonNode resource =
              Rendering.render(translation.keys().get(key).type(), TranslationCheck.slots(about));
          profiles
              .check(
                  meant(asked, resource),
                  resource,
                  reference -> TranslationCheck.type(translation, reference))
              .forEach(each -> counts.merge(each, 1, Integer::sum));
        });
    return told(counts);
  }

  private static List<String> meant(List<NamedProfile> asked, JsonNode resource) {
    return asked.stream()
        .filter(each -> MeantResources.are(each, resource))
        .map(NamedProfile::canonical)
        .toList();
  }

  private static List<Deviation> told(Map<Deviation, Integer> counts) {
    List<Deviation> told = new ArrayList<>();
    counts.forEach(
        (deviation, count) -> {
          if (told.size() < ResourceChecker.LIMIT) {
            told.add(
                new Deviation(
                    TranslationCheck.counted(deviation.finding(), count), deviation.certain()));
          }
        });
    return told;
  }
}
