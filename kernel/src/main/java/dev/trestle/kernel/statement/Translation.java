package dev.trestle.kernel.statement;

import dev.trestle.kernel.problem.Finding;
import java.util.List;

/**
 * A message in terms of FHIR, by business keys: the pure result of bytes, mapping and source.
 *
 * <p>In slot values a reference is written {@code {"reference": "key:3"}}: index 3 of {@link
 * #keys()}. Whoever knows the ids puts them in.
 *
 * @param result how much was understood
 * @param mapping hash of the effective mapping
 * @param keys the resources named
 * @param statements what is said about them
 * @param snapshots lists that are complete
 * @param merges merges of source records
 * @param moves of what belonged to another patient before
 * @param findings what was noticed
 * @param accounting where each leaf went
 * @param unmapped codes that are in no table, each time one came
 */
public record Translation(
    Result result,
    String mapping,
    List<ResourceKey> keys,
    List<Statement> statements,
    List<Snapshot> snapshots,
    List<Merge> merges,
    List<Move> moves,
    List<Finding> findings,
    Accounting accounting,
    List<UnmappedCode> unmapped) {

  /** Prefix of a reference that is not resolved yet. */
  public static final String REFERENCE_PREFIX = "key:";

  public Translation {
    keys = List.copyOf(keys);
    statements = List.copyOf(statements);
    snapshots = List.copyOf(snapshots);
    merges = List.copyOf(merges);
    moves = List.copyOf(moves);
    findings = List.copyOf(findings);
    unmapped = List.copyOf(unmapped);
  }

  /** One that moves nothing and whose codes were all in their tables. */
  public Translation(
      Result result,
      String mapping,
      List<ResourceKey> keys,
      List<Statement> statements,
      List<Snapshot> snapshots,
      List<Merge> merges,
      List<Finding> findings,
      Accounting accounting) {
    this(
        result,
        mapping,
        keys,
        statements,
        snapshots,
        merges,
        List.of(),
        findings,
        accounting,
        List.of());
  }

  /** How much was understood. */
  public enum Result {
    /** The type has a mapping and it ran. */
    TRANSLATED,
    /** The type has no mapping: patient and identifiers apply, the rest is kept. */
    PARTIAL,
    /**
     * Nothing could be made of it, or the site holds what was made; becomes an exception with the
     * error finding.
     */
    UNTRANSLATABLE
  }

  @Override
  public String toString() {
    return "Translation[" + result + ", " + statements.size() + " statements]";
  }
}
