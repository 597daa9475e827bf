package dev.trestle.records.search;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.index.Parameter;
import dev.trestle.records.index.TextFolding;
import dev.trestle.records.index.Tokens;
import dev.trestle.records.index.Values;
import dev.trestle.records.read.Opener;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import dev.trestle.records.store.SearchStore;
import dev.trestle.records.store.SearchStore.After;
import dev.trestle.records.store.SearchStore.Candidates;
import dev.trestle.records.store.SearchStore.Found;
import dev.trestle.records.store.SearchStore.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * FHIR search of one type (R4 §3.1.1). A page begins after a key, so that what is inserted while
 * paging neither repeats a hit nor hides one that was there. Thread-safe.
 */
public final class RecordSearch {
  /** Most rows opened for one page. */
  public static final int OPENED_LIMIT = 10_000;

  /** Most hits that are sorted by sealed values. */
  public static final int SEALED_SORT_LIMIT = 1000;

  private final SearchStore store;
  private final RecordReader reader;
  private final Opener opener;
  private final Keyring keyring;
  private final Tokens tokens;

  public RecordSearch(DataSource database, Sealer sealer, Keyring keyring) {
    this.store = new SearchStore(database);
    this.reader = new RecordReader(database, sealer);
    this.opener = new Opener(sealer);
    this.keyring = keyring;
    this.tokens = new Tokens(keyring);
  }

  /**
   * One page of a search.
   *
   * @param type FHIR type
   * @param parameters of the query, in any order
   * @param linked who is the same person
   * @throws TrestleException NOT_SUPPORTED for a parameter, modifier or sort that is not known,
   *     REQUEST_INVALID for a value that is none, TOO_COSTLY for what would open too much
   */
  public SearchPage search(String type, List<QueryParameter> parameters, LinkedPatients linked) {
    OptionalInt number = FhirTypes.number(type);
    if (number.isEmpty()) {
      throw new TrestleException(ProblemCode.NOT_SUPPORTED, "R4 has no such type");
    }
    Query query = Query.parse(type, parameters);
    CriterionParser parser = new CriterionParser(type, tokens, this::patientRid, linked);
    List<Criterion> criteria = query.criteria().stream().map(parser::parse).toList();
    Candidates wanted = candidates(number.getAsInt(), criteria);
    Cursor cursors = new Cursor(keyring, fingerprint(type, query));
    String cursor = query.cursor();
    After after = cursor == null ? null : cursors.read(cursor);
    Parameter sealed = query.sealedSort();
    return sealed == null
        ? page(query, criteria, wanted, after, cursors)
        : sorted(query, sealed, criteria, wanted, after, cursors);
  }

  private OptionalLong patientRid(String id) {
    return reader.read("Patient", id).stream().mapToLong(Resource::rid).findFirst();
  }

  private static String fingerprint(String type, Query query) {
    StringBuilder text = new StringBuilder(type);
    query.criteria().stream()
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .sorted()
        .forEach(one -> text.append('&').append(one));
    Parameter sealed = query.sealedSort();
    return text.append('|')
        .append(query.order())
        .append(sealed == null ? "" : sealed.name())
        .append(query.descending())
        .toString();
  }

  private static Candidates candidates(int type, List<Criterion> criteria) {
    Set<UUID> ids = null;
    Set<Long> patients = null;
    List<List<UUID>> identifiers = new ArrayList<>();
    List<List<Long>> tokens = new ArrayList<>();
    long dateHigh = Long.MIN_VALUE;
    long dateLow = Long.MAX_VALUE;
    long updatedFrom = Long.MIN_VALUE;
    long updatedTo = Long.MAX_VALUE;
    for (Criterion criterion : criteria) {
      ids = narrow(ids, criterion.ids());
      patients = narrow(patients, criterion.patientRids());
      if (criterion.identifiers() != null) {
        identifiers.add(criterion.identifiers());
      }
      if (criterion.tokens() != null) {
        tokens.add(criterion.tokens());
      }
      Comparison date = criterion.date();
      if (date != null) {
        dateHigh = Math.max(dateHigh, date.leastHighMicros());
        dateLow = Math.min(dateLow, date.greatestLowMicros());
      }
      Comparison updated = criterion.updated();
      if (updated != null) {
        updatedFrom = Math.max(updatedFrom, updated.leastHighMicros());
        updatedTo = Math.min(updatedTo, updated.greatestLowMicros());
      }
    }
    return new Candidates(
        type, ids, patients, identifiers, tokens, dateHigh, dateLow, updatedFrom, updatedTo);
  }

  private static <T> @Nullable Set<T> narrow(@Nullable Set<T> known, @Nullable List<T> more) {
    if (more == null) {
      return known;
    }
    Set<T> result = new HashSet<>(more);
    if (known != null) {
      result.retainAll(known);
    }
    return result;
  }

  private record Hit(Resource resource, long key) {
    @Override
    public String toString() {
      return "Hit";
    }
  }

  private SearchPage page(
      Query query,
      List<Criterion> criteria,
      Candidates wanted,
      @Nullable After after,
      Cursor cursors) {
    if (query.count() == 0) {
      return SearchPage.of(List.of(), null, asked(wanted));
    }
    List<Hit> hits =
        hits(criteria, wanted, query.order(), query.descending(), after, query.count() + 1);
    boolean more = hits.size() > query.count();
    List<Hit> shown = more ? hits.subList(0, query.count()) : hits;
    Hit last = shown.isEmpty() ? null : shown.get(shown.size() - 1);
    String next =
        more && last != null ? cursors.write(new After(last.key(), last.resource().rid())) : null;
    return SearchPage.of(shown.stream().map(Hit::resource).toList(), next, asked(wanted));
  }

  /** Opens candidates until there are enough hits: the index may propose too much. */
  private List<Hit> hits(
      List<Criterion> criteria,
      Candidates wanted,
      Order order,
      boolean descending,
      @Nullable After start,
      int enough) {
    List<Hit> hits = new ArrayList<>();
    After after = start;
    int opened = 0;
    while (hits.size() < enough) {
      List<Found> candidates = store.page(wanted, order, descending, after, enough);
      for (Found found : candidates) {
        Resource resource = opener.open(found.row());
        if (criteria.stream().allMatch(criterion -> criterion.matches().test(resource))) {
          hits.add(new Hit(resource, found.key()));
        }
        after = new After(found.key(), found.row().rid());
      }
      opened += candidates.size();
      if (candidates.size() < enough) {
        break;
      }
      if (opened >= OPENED_LIMIT && hits.size() < enough) {
        throw new TrestleException(
            ProblemCode.TOO_COSTLY,
            "Too many resources would have to be opened: add a patient, a code or a date");
      }
    }
    return hits.size() > enough ? hits.subList(0, enough) : hits;
  }

  /** Sealed values are opened and sorted in memory; the cursor counts hits. */
  private SearchPage sorted(
      Query query,
      Parameter by,
      List<Criterion> criteria,
      Candidates wanted,
      @Nullable After after,
      Cursor cursors) {
    List<Hit> hits = hits(criteria, wanted, Order.RID, false, null, SEALED_SORT_LIMIT + 1);
    if (hits.size() > SEALED_SORT_LIMIT) {
      throw new TrestleException(
          ProblemCode.TOO_COSTLY,
          "Sorting by sealed values is for at most " + SEALED_SORT_LIMIT + " hits");
    }
    Comparator<Hit> comparator =
        Comparator.comparing((Hit hit) -> sortText(hit.resource(), by))
            .thenComparingLong(hit -> hit.resource().rid());
    List<Resource> all =
        hits.stream()
            .sorted(query.descending() ? comparator.reversed() : comparator)
            .map(Hit::resource)
            .toList();
    int from = after == null ? 0 : Math.min((int) after.key(), all.size());
    int to = Math.min(from + query.count(), all.size());
    String next = to < all.size() && to > from ? cursors.write(new After(to, 0)) : null;
    return SearchPage.of(all.subList(from, to), next, asked(wanted));
  }

  private static @Nullable Set<Long> asked(Candidates wanted) {
    return wanted.patientRids() == null ? null : new HashSet<>(wanted.patientRids());
  }

  private static String sortText(Resource resource, Parameter by) {
    return Values.texts(resource.json(), by).stream().map(TextFolding::fold).findFirst().orElse("");
  }
}
