package dev.trestle.records.search;

import dev.trestle.records.read.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits.
 *
 * @param hits in order
 * @param next value of {@code _cursor} for the next page of the same query, or null at the end
 * @param patientRids Patients that the query or its hits are about
 */
public record SearchPage(List<Resource> hits, @Nullable String next, Set<Long> patientRids) {
  public SearchPage {
    hits = List.copyOf(hits);
    patientRids = Set.copyOf(patientRids);
  }

  /**
   * A page.
   *
   * @param asked Patients that the query names, null for none: without a hit it is about them too
   */
  static SearchPage of(List<Resource> hits, @Nullable String next, @Nullable Set<Long> asked) {
    Set<Long> patients = asked == null ? new HashSet<>() : new HashSet<>(asked);
    hits.stream().map(Resource::patientRid).filter(rid -> rid != 0).forEach(patients::add);
    return new SearchPage(hits, next, patients);
  }

  @Override
  public String toString() {
    return "SearchPage[" + hits.size() + " hits]";
  }
}
