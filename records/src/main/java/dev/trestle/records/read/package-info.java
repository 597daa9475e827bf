/**
 * Reading resources by id: current, one version, history, statements. Start with {@link
 * dev.trestle.records.read.RecordReader}. Who may read is decided by the caller.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.read;
