package dev.trestle.app.console.impact;

import dev.trestle.app.console.message.PeriodText;
import dev.trestle.app.impact.Cause;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A cause as a form asks for it; nothing in it is patient data. A field that was left empty asks
 * nothing.
 *
 * @param source with {@code from} and {@code to}, in UTC as a field of date and time gives them
 * @param message number of an entry
 * @param mapping the beginning of its hash
 * @param search number of a search for a row of a table
 * @param link number of a decision
 */
record CauseForm(
    @Nullable String source,
    @Nullable String from,
    @Nullable String to,
    @Nullable Long message,
    @Nullable String mapping,
    @Nullable Long search,
    @Nullable Long link) {

  /**
   * The cause; empty when nothing is asked.
   *
   * @throws TrestleException REQUEST_INVALID more than one is, or a period is not whole
   */
  Optional<Cause> cause() {
    List<Cause> given = new ArrayList<>();
    if (source != null && !source.isBlank()) {
      given.add(period(source));
    }
    if (message != null) {
      given.add(new Cause.Message(message));
    }
    if (mapping != null && !mapping.isBlank()) {
      given.add(new Cause.Mapping(mapping.strip()));
    }
    if (search != null) {
      given.add(new Cause.Row(search));
    }
    if (link != null) {
      given.add(new Cause.Link(link));
    }
    if (given.size() > 1) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "One cause at a time");
    }
    return given.stream().findFirst();
  }

  private Cause period(String name) {
    var begin = PeriodText.instant(from);
    var end = PeriodText.instant(to);
    if (begin == null || end == null) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "What a feed sent is asked for with from and to");
    }
    return new Cause.Period(name, begin, end);
  }

  /** The same question at another address. */
  String at(String path) {
    return UriComponentsBuilder.fromPath(path)
        .queryParamIfPresent("source", Optional.ofNullable(source))
        .queryParamIfPresent("from", Optional.ofNullable(from))
        .queryParamIfPresent("to", Optional.ofNullable(to))
        .queryParamIfPresent("message", Optional.ofNullable(message))
        .queryParamIfPresent("mapping", Optional.ofNullable(mapping))
        .queryParamIfPresent("search", Optional.ofNullable(search))
        .queryParamIfPresent("link", Optional.ofNullable(link))
        .encode()
        .toUriString();
  }

  /** Neutral: it goes into no log. */
  @Override
  public String toString() {
    return "CauseForm[]";
  }
}
