package dev.trestle.semantics.plausibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Codes of a system and the rules that look for them. */
final class CodeSets {
  private static final int CATEGORY = 3;

  private final Map<String, List<CodeRule>> codes = new HashMap<>();
  private final List<Range> ranges = new ArrayList<>();

  private record Range(String first, String last, CodeRule rule) {}

  void add(String code, CodeRule rule) {
    codes.computeIfAbsent(code, any -> new ArrayList<>()).add(rule);
  }

  /** Categories of ICD-10, from the first to the last. */
  void add(String first, String last, CodeRule rule) {
    ranges.add(new Range(first, last, rule));
  }

  List<CodeRule> of(String code) {
    List<CodeRule> exact = codes.getOrDefault(code, List.of());
    if (ranges.isEmpty() || code.length() < CATEGORY) {
      return exact;
    }
    String category = code.substring(0, CATEGORY);
    List<CodeRule> all = exact;
    for (Range range : ranges) {
      if (category.compareTo(range.first()) >= 0 && category.compareTo(range.last()) <= 0) {
        all = all == exact ? new ArrayList<>(exact) : all;
        all.add(range.rule());
      }
    }
    return all;
  }
}
