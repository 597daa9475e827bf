package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.PartitionStore;
import dev.trestle.identity.link.PartitionStore.Regrouped;
import dev.trestle.identity.match.Assessment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Works persons out anew, and shows links that could not be made. */
public final class Relinking {
  private static final String FORBIDDEN = "not-the-same-decided";
  private final ReviewStore reviews;

  public Relinking(ReviewStore reviews) {
    this.reviews = reviews;
  }

  /** Under the lock of {@link PartitionStore#lock}. */
  public void run(Handle handle, Collection<Long> rids) {
    Regrouped regrouped = PartitionStore.regroup(handle, rids);
    List<ReviewStore.Wanted> contradictions = new ArrayList<>();
    for (Pair pair : regrouped.refused()) {
      Assessment evidence = Assessment.against(FORBIDDEN);
      contradictions.add(new ReviewStore.Wanted(pair, ReviewKind.CONTRADICTION, evidence));
    }
    reviews.replace(handle, regrouped.records(), List.of(ReviewKind.CONTRADICTION), contradictions);
  }
}
