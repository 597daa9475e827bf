package dev.trestle.records.search;

import dev.trestle.records.read.Resource;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a query: what it asks of the index, and what it asks of the opened resource. The
 * index may propose too much, never too little.
 *
 * @param tokens one of these, or null when it has no tokens
 * @param identifiers one of these, or null
 * @param patientRids one of these, or null
 * @param ids one of these, or null
 * @param date bound of the main date, or null
 * @param updated bound of {@code _lastUpdated}, or null
 * @param matches whether a resource is a hit
 */
record Criterion(
    @Nullable List<Long> tokens,
    @Nullable List<UUID> identifiers,
    @Nullable List<Long> patientRids,
    @Nullable List<UUID> ids,
    @Nullable Comparison date,
    @Nullable Comparison updated,
    Predicate<Resource> matches) {

  static Criterion check(Predicate<Resource> matches) {
    return new Criterion(null, null, null, null, null, null, matches);
  }

  static Criterion tokens(List<Long> tokens, Predicate<Resource> matches) {
    return new Criterion(tokens, null, null, null, null, null, matches);
  }

  static Criterion identifiers(List<UUID> hashes, Predicate<Resource> matches) {
    return new Criterion(null, hashes, null, null, null, null, matches);
  }

  static Criterion patients(List<Long> rids) {
    return new Criterion(
        null, null, rids, null, null, null, resource -> rids.contains(resource.patientRid()));
  }

  static Criterion ids(List<UUID> ids, Predicate<Resource> matches) {
    return new Criterion(null, null, null, ids, null, null, matches);
  }

  static Criterion date(Comparison date, Predicate<Resource> matches) {
    return new Criterion(null, null, null, null, date, null, matches);
  }

  static Criterion updated(Comparison updated, Predicate<Resource> matches) {
    return new Criterion(null, null, null, null, null, updated, matches);
  }
}
