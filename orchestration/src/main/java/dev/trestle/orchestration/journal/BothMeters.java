package dev.trestle.orchestration.journal;

import dev.trestle.kernel.site.SourceName;

/** Tells two. */
record BothMeters(WayMeters first, WayMeters second) implements WayMeters {
  @Override
  public void received(SourceName source, String type) {
    first.received(source, type);
    second.received(source, type);
  }

  @Override
  public void settled(SourceName source, String type, Outcome outcome) {
    first.settled(source, type, outcome);
    second.settled(source, type, outcome);
  }

  @Override
  public void took(SourceName source, long millis) {
    first.took(source, millis);
    second.took(source, millis);
  }

  @Override
  public void excepted(SourceName source, String type) {
    first.excepted(source, type);
    second.excepted(source, type);
  }

  @Override
  public void waited(long nanos) {
    first.waited(nanos);
    second.waited(nanos);
  }

  @Override
  public void journaled(int entries, long nanos) {
    first.journaled(entries, nanos);
    second.journaled(entries, nanos);
  }

  @Override
  public void applied(int entries, long nanos) {
    first.applied(entries, nanos);
    second.applied(entries, nanos);
  }
}
