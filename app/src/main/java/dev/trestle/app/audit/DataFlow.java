package dev.trestle.app.audit;

import dev.trestle.app.audit.DataFlowStore.Count;
import dev.trestle.app.audit.Report.Table;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.ListenerTls.ClientCertificates;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The data-flow map: which doors the active site opens and what came through them, and who took
 * patients' data out, from the log and not from a drawing.
 */
final class DataFlow {
  /** Rows of what went out. */
  private static final int ROWS = 1_000;

  private DataFlow() {}

  static List<Table> tables(
      Handle handle, Site site, Instant from, Instant to, List<String> exports) {
    Map<String, Count> counts = new TreeMap<>(DataFlowStore.received(handle, from, to));
    List<DataFlowStore.Out> shown = DataFlowStore.shown(handle, from, to, exports, ROWS);
    return List.of(
        new Table(
            "Into Trestle",
            List.of("feed", "listener", "address", "in transit", "senders", "messages", "last"),
            in(site, counts),
            true),
        new Table(
            "Out of Trestle",
            List.of("who", "what", "times", "last"),
            shown.stream()
                .map(
                    out ->
                        List.of(
                            out.actor(),
                            out.action(),
                            Long.toString(out.count().times()),
                            out.count().last().toString()))
                .toList(),
            shown.size() < ROWS));
  }

  private static List<List<String>> in(Site site, Map<String, Count> counts) {
    List<List<String>> rows = new ArrayList<>();
    for (Listener listener : site.listeners()) {
      Set<SourceName> sources = new LinkedHashSet<>(listener.sources());
      sources.add(listener.catchAll());
      for (SourceName name : sources) {
        rows.add(
            row(
                name.toString(),
                listener.name(),
                listener.host() + ":" + listener.port(),
                transit(listener),
                site.source(name).map(DataFlow::senders).orElse(""),
                counts.remove(name.toString())));
      }
    }
    counts.forEach(
        (name, count) -> rows.add(row(name, "no longer in the site", "", "", "", count)));
    return rows;
  }

  private static List<String> row(
      String feed,
      String listener,
      String address,
      String transit,
      String senders,
      @org.jspecify.annotations.Nullable Count count) {
    return List.of(
        feed,
        listener,
        address,
        transit,
        senders,
        count == null ? "0" : Long.toString(count.times()),
        count == null ? "" : count.last().toString());
  }

  private static String transit(Listener listener) {
    if (!listener.tls()) {
      return "plain text";
    }
    ClientCertificates asked = listener.tlsSettings().clientCertificates();
    return asked == ClientCertificates.NONE
        ? "TLS"
        : "TLS, certificate of the sender " + asked.name().toLowerCase(Locale.ROOT);
  }

  private static String senders(Source source) {
    return source.senders().isEmpty()
        ? "whoever fits no other"
        : source.senders().stream()
            .map(sender -> any(sender.application()) + " at " + any(sender.facility()))
            .collect(Collectors.joining(", "));
  }

  private static String any(String text) {
    return text.isEmpty() ? "any" : text;
  }
}
