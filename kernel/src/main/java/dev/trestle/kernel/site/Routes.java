package dev.trestle.kernel.site;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which source a sender on one listener belongs to, without searching the list each time. */
final class Routes {
  private final Map<Source.Sender, Route> routes = new HashMap<>();
  private final Source catchAll;

  /** The order is that of the listener's list: the first source that fits takes the message. */
  private record Route(int order, Source source) {}

  Routes(Listener listener, Function<SourceName, Source> sources) {
    int order = 0;
    for (SourceName name : listener.sources()) {
      Source source = sources.apply(name);
      for (Source.Sender sender : source.senders()) {
        routes.putIfAbsent(sender, new Route(order++, source));
      }
    }
    catchAll = sources.apply(listener.catchAll());
  }

  Source of(String application, String facility) {
    @Nullable Route best = null;
    best = first(best, new Source.Sender(application, facility));
    best = first(best, new Source.Sender(application, ""));
    best = first(best, new Source.Sender("", facility));
    best = first(best, new Source.Sender("", ""));
    return Optional.ofNullable(best).map(Route::source).orElse(catchAll);
  }

  private @Nullable Route first(@Nullable Route best, Source.Sender sender) {
    Route other = routes.get(sender);
    return other == null || (best != null && best.order() < other.order()) ? best : other;
  }
}
