package dev.trestle.app.console.feed;

import dev.trestle.app.console.Decisions;
import dev.trestle.app.console.overview.BalanceTerm;
import dev.trestle.app.console.overview.HourPlots;
import dev.trestle.app.feed.FeedExport;
import dev.trestle.app.feed.FeedGaps;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.Remembered;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.source.SourceState;
import dev.trestle.orchestration.traffic.Traffic;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One feed: how it does, who is to be asked, and what can be done with it. */
@Controller
public class FeedPage {
  private static final String ONE = FeedsPage.PATH + "/{system}/{feed}";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration RATES_VALID = Duration.ofSeconds(20);

  /** As a form's field of date and time writes it. */
  private static final DateTimeFormatter FIELD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HttpParts parts;
  private final Decisions decisions;
  private final FeedGaps gaps;
  private final Remembered<Map<String, Traffic.Rate>> rates;

  FeedPage(HttpParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
    this.gaps = new FeedGaps(parts.messages().feeds(), parts.messages().journal());
    this.rates = new Remembered<>(() -> parts.traffic().rates(), RATES_VALID, System::nanoTime);
  }

  @GetMapping(ONE)
  String show(@PathVariable String system, @PathVariable String feed, Model model) {
    String name = system + "/" + feed;
    SourceState found = parts.sources().find(name);
    Site site = parts.messages().site().get();
    Instant now = parts.clock().instant();
    Instant since = now.minus(HOUR).truncatedTo(ChronoUnit.MINUTES);
    List<String> listeners = listeners(site, SourceName.parse(name));
    model.addAttribute("feed", found);
    model.addAttribute("known", site.source(SourceName.parse(name)).isPresent());
    model.addAttribute("facts", Feeds.facts(site, name));
    model.addAttribute("rate", Optional.ofNullable(rates.get().get(name)));
    model.addAttribute("plots", HourPlots.of(parts.traffic(), name, now));
    model.addAttribute("terms", terms(name, since));
    model.addAttribute("since", FIELD.format(since));
    model.addAttribute("listeners", listeners);
    model.addAttribute(
        "incidents",
        parts.incidents().byListener().stream()
            .filter(one -> listeners.contains(one.listener()))
            .map(Incident::of)
            .toList());
    model.addAttribute("decided", parts.sources().history(name));
    model.addAttribute("fileLimit", FeedExport.MESSAGES_LIMIT);
    model.addAttribute("gapsLimit", FeedGaps.MESSAGES);
    return "feed";
  }

  private static List<String> listeners(Site site, SourceName name) {
    return site.listeners().stream()
        .filter(one -> one.catchAll().equals(name) || one.sources().contains(name))
        .map(Listener::name)
        .toList();
  }

  private List<BalanceTerm> terms(String name, Instant since) {
    Balance balance =
        parts
            .balance()
            .count(
                new BalanceStore.Period(Optional.of(name), Optional.of(since), Optional.empty()));
    return BalanceTerm.of(balance);
  }

  /** Opens the last messages and looks whether numbers are missing; recorded. */
  @GetMapping(ONE + "/gaps")
  String gaps(@PathVariable String system, @PathVariable String feed, Model model, Principal who) {
    String name = system + "/" + feed;
    int source = parts.sources().number(name);
    decisions.audit("message-gaps", name, who);
    model.addAttribute("feedName", name);
    model.addAttribute("answer", gaps.of(source));
    return "gaps";
  }
}
