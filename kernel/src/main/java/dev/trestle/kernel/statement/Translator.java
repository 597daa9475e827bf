package dev.trestle.kernel.statement;

import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;

/** Turns the bytes of a message into statements. Pure, thread-safe, never throws on bad data. */
public interface Translator {
  /** Translates with the effective mapping of the source. */
  Translation translate(byte[] raw, Source source, Site site);
}
