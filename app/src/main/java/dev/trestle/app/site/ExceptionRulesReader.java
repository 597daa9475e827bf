package dev.trestle.app.site;

import dev.trestle.kernel.problem.ProblemCategory;
import dev.trestle.kernel.site.ExceptionRules;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose work exceptions are: the block {@code exceptions} of {@code site.yaml}. */
final class ExceptionRulesReader {
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})(min|h|d)");
  private static final Duration LONGEST = Duration.ofDays(366);

  private ExceptionRulesReader() {}

  static ExceptionRules read(YamlItem root) {
    Optional<YamlItem> block = root.nested("exceptions");
    if (block.isEmpty()) {
      return ExceptionRules.STANDARD;
    }
    Map<ProblemCategory, ExceptionRules.Rule> said = new EnumMap<>(ProblemCategory.class);
    for (ProblemCategory category : ProblemCategory.values()) {
      block
          .get()
          .nested(category.name().toLowerCase(Locale.ROOT))
          .ifPresent(item -> said.put(category, rule(item, category)));
    }
    block.get().done();
    return new ExceptionRules(said);
  }

  private static ExceptionRules.Rule rule(YamlItem item, ProblemCategory category) {
    ExceptionRules.Rule standard = ExceptionRules.Rule.standard(category);
    ExceptionRules.Rule rule =
        new ExceptionRules.Rule(
            item.prose("owner").orElse(""),
            item.text("deadline").flatMap(text -> time(item, text)).orElse(standard.deadline()),
            item.prose("runbook").orElse(""));
    item.done();
    return rule;
  }

  private static Optional<Duration> time(YamlItem item, String text) {
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      long number = Long.parseLong(time.group(1));
      Duration duration =
          switch (time.group(2)) {
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (duration.compareTo(LONGEST) <= 0) {
        return Optional.of(duration);
      }
    }
    item.mistakeAt("deadline", "a deadline is written 30min, 4h or 2d, and is at most 366d");
    return Optional.empty();
  }
}
