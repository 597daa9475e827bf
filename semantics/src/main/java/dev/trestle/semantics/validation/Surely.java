package dev.trestle.semantics.validation;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * When an invariant surely holds, so that its rule need not be asked. Told either by which elements
 * of the object are there ({@code !start | end}: it holds without a start, and with an end), or by
 * one text of it. An invariant that is not named here is asked always.
 */
final class Surely {
  private static final Map<String, String> BY_ELEMENTS =
      Map.ofEntries(
          Map.entry("ext-1", "extension !value[x] | !extension value[x]"),
          Map.entry("att-1", "!data | contentType"),
          Map.entry("cpt-2", "!value | system"),
          Map.entry("per-1", "!start | !end"),
          Map.entry("qty-3", "!code | system"),
          Map.entry("sqty-1", "!comparator"),
          Map.entry("drt-1", "!code"),
          Map.entry("rng-2", "!low | !high"),
          Map.entry("rat-1", "numerator denominator | !numerator !denominator extension"),
          Map.entry("tim-1", "!duration | durationUnit"),
          Map.entry("tim-2", "!period | periodUnit"),
          Map.entry("tim-4", "!duration"),
          Map.entry("tim-5", "!period"),
          Map.entry("tim-6", "!periodMax | period"),
          Map.entry("tim-7", "!durationMax | duration"),
          Map.entry("tim-8", "!countMax | count"),
          Map.entry("tim-9", "!offset"),
          Map.entry("tim-10", "!timeOfDay | !when"),
          Map.entry("dom-2", "!contained"),
          Map.entry("dom-3", "!contained"),
          Map.entry("dom-4", "!contained"),
          Map.entry("dom-5", "!contained"),
          Map.entry("pat-1", "name | telecom | address | organization"),
          Map.entry("org-1", "name | identifier"),
          Map.entry("org-2", "!use"),
          Map.entry("org-3", "!use"),
          Map.entry("obs-3", "low | high | text"),
          Map.entry("obs-6", "!dataAbsentReason | !value[x]"),
          Map.entry("obs-7", "!value[x] | !component"),
          Map.entry("ait-1", "clinicalStatus"),
          Map.entry("ait-2", "!clinicalStatus | !verificationStatus"),
          Map.entry("con-1", "summary | assessment"),
          Map.entry("con-2", "code | detail"),
          Map.entry("con-4", "!abatement[x]"),
          Map.entry("con-5", "!clinicalStatus | !verificationStatus"),
          Map.entry("imm-1", "documentType | reference"),
          Map.entry("prr-1", "!orderDetail | code"),
          Map.entry("app-1", "type | actor"),
          Map.entry("app-2", "start end | !start !end"),
          Map.entry("app-3", "start end"),
          Map.entry("app-4", "!cancelationReason"),
          Map.entry("mad-1", "dose | rate[x]"),
          Map.entry("mdd-1", "!whenPrepared | !whenHandedOver"));

  private static final Map<String, Text> BY_TEXT =
      Map.of(
          "absolute-system", new Text("system", TextForms::isAbsolute),
          "readable-reference", new Text("reference", text -> !TextForms.hasWhite(text)),
          "ref-1", new Text("reference", text -> !text.startsWith("#")));

  /** All that are told. */
  static final Set<String> KEYS;

  static {
    Set<String> keys = new TreeSet<>(BY_ELEMENTS.keySet());
    keys.addAll(BY_TEXT.keySet());
    KEYS = Collections.unmodifiableSet(keys);
  }

  private Surely() {}

  /**
   * It holds where this is true of one text, or where that is not there.
   *
   * @param element of a primitive type
   */
  record Text(String element, Predicate<String> holds) {}

  /** By which elements it is told; empty when they do not tell. */
  static Optional<String> byElements(String key) {
    return Optional.ofNullable(BY_ELEMENTS.get(key));
  }

  /** By which text it is told. */
  static Optional<Text> byText(String key) {
    return Optional.ofNullable(BY_TEXT.get(key));
  }
}
