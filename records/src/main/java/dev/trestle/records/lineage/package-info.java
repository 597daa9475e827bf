/**
 * Where each element of a version comes from, as the origin map in its body tells it (DESIGN §6).
 * Start with {@link dev.trestle.records.lineage.OriginReader}. Knows no messages and no mappings:
 * whoever has them explains the rest.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.lineage;
