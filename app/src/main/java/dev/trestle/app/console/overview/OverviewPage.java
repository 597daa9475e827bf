package dev.trestle.app.console.overview;

import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.console.feed.Feeds;
import dev.trestle.app.http.Check;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.Remembered;
import dev.trestle.app.http.StatusSource.Status;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.exceptions.ExceptionFilter;
import dev.trestle.orchestration.exceptions.ExceptionGroup;
import dev.trestle.orchestration.source.SourceState;
import dev.trestle.orchestration.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Sees at a glance that nothing is wrong, or what is. */
@Controller
public class OverviewPage {
  private static final int GROUPS_SHOWN = 10;

  /** Messages in an hour from which silence is unusual. */
  private static final double SILENCE_FROM = 10;

  private static final Duration RATES_VALID = Duration.ofSeconds(20);

  private final HttpParts parts;
  private final CountedBalance balance;
  private final Remembered<Map<String, Traffic.Rate>> rates;
  private final Remembered<Long> reviews;

  OverviewPage(HttpParts parts) {
    this.parts = parts;
    this.balance = new CountedBalance(parts.balance(), parts.clock());
    this.rates = new Remembered<>(() -> parts.traffic().rates(), RATES_VALID, System::nanoTime);
    this.reviews =
        new Remembered<>(
            () -> parts.identity().state().get().reviews(), RATES_VALID, System::nanoTime);
  }

  /**
   * Something that is wrong.
   *
   * @param href where it is settled; empty when a page cannot help
   */
  record Trouble(String text, String href) {}

  @GetMapping(ConsoleConfiguration.PATH + "/")
  String page(Model model) {
    fill(model);
    return "overview";
  }

  /** The part that renews itself. */
  @GetMapping(ConsoleConfiguration.PATH + "/overview/now")
  String now(Model model) {
    fill(model);
    return "overview :: now";
  }

  private void fill(Model model) {
    Optional<CountedBalance.Counted> counted = balance.read();
    Optional<Balance> sum = counted.map(CountedBalance.Counted::balance);
    List<SourceState> feeds = parts.sources().list();
    List<ExceptionGroup> groups = parts.exceptions().groups(ExceptionFilter.ALL);
    Status status = parts.status().status();
    model.addAttribute("counted", counted.orElse(null));
    model.addAttribute("terms", sum.map(BalanceTerm::of).orElse(List.of()));
    model.addAttribute("feeds", feeds);
    model.addAttribute("facts", Feeds.facts(site(), feeds));
    model.addAttribute("groups", groups.stream().limit(GROUPS_SHOWN).toList());
    model.addAttribute("moreGroups", Math.max(0, groups.size() - GROUPS_SHOWN));
    model.addAttribute("status", status);
    model.addAttribute("plots", HourPlots.ofAll(parts.traffic(), parts.clock().instant()));
    model.addAttribute("rates", rates.get());
    model.addAttribute("reviews", reviews.get());
    model.addAttribute("troubles", troubles(sum, feeds, status));
  }

  private Site site() {
    return parts.messages().site().get();
  }

  private List<Trouble> troubles(
      Optional<Balance> balance, List<SourceState> feeds, Status status) {
    List<Trouble> troubles = new ArrayList<>();
    balance.filter(sum -> !sum.closes()).map(OverviewPage::open).ifPresent(troubles::add);
    if (!status.receiving()) {
      troubles.add(new Trouble("Nothing is received: intake is stopped.", ""));
    }
    parts.status().checks().stream()
        .filter(check -> !check.up())
        .map(Check::text)
        .forEach(text -> troubles.add(new Trouble(text, "")));
    for (SourceState feed : feeds) {
      if (feed.state() == SourceState.State.STOPPED || feed.state() == SourceState.State.PAUSED) {
        troubles.add(
            new Trouble(
                "The feed "
                    + feed.name()
                    + " is "
                    + feed.state().name().toLowerCase(java.util.Locale.ROOT)
                    + "; "
                    + feed.waiting()
                    + " messages wait.",
                ConsoleConfiguration.PATH + "/feeds/" + feed.name()));
      }
    }
    rates
        .get()
        .forEach(
            (feed, rate) -> {
              boolean silent = rate.lastHour() == 0 && rate.usual() >= SILENCE_FROM;
              if (silent && Feeds.facts(site(), feed).state().silenceIsTrouble()) {
                troubles.add(
                    new Trouble(
                        "The feed "
                            + feed
                            + " has sent nothing for an hour; usual at this time are "
                            + Math.round(rate.usual())
                            + " messages.",
                        ConsoleConfiguration.PATH + "/feeds/" + feed));
              }
            });
    alarms().ifPresent(troubles::add);
    balance
        .filter(sum -> sum.exceptions() > 0)
        .map(OverviewPage::undecided)
        .ifPresent(troubles::add);
    return troubles;
  }

  private Optional<Trouble> alarms() {
    long open = parts.identity().alarms().open().count();
    String numbers = open == 1 ? "One patient number speaks" : open + " patient numbers speak";
    return open == 0
        ? Optional.empty()
        : Optional.of(
            new Trouble(
                numbers + " of another person than before.",
                ConsoleConfiguration.PATH + "/alarms"));
  }

  private static Trouble open(Balance balance) {
    return new Trouble(
        "The balance does not close: "
            + (balance.received() - balance.accounted())
            + " of what was received is not accounted for.",
        "");
  }

  private static Trouble undecided(Balance balance) {
    return new Trouble(
        balance.exceptions()
            + (balance.exceptions() == 1 ? " message needs" : " messages need")
            + " a decision; "
            + balance.waiting()
            + " wait.",
        ConsoleConfiguration.PATH + "/exceptions");
  }
}
