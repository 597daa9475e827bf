package dev.trestle.kernel.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which source a sender on one listener belongs to, without searching the list each time. */
final class Routes {
  private final Map<Source.Sender, List<Route>> routes = new HashMap<>();
  private final Source catchAll;

  /** The order is that of the listener's list: the first source that fits takes the message. */
  private record Route(int order, Source source) {}

  Routes(Listener listener, Function<SourceName, Source> sources) {
    int order = 0;
    for (SourceName name : listener.sources()) {
      Source source = sources.apply(name);
      for (Source.Sender sender : source.senders()) {
        routes.computeIfAbsent(sender, none -> new ArrayList<>()).add(new Route(order++, source));
      }
    }
    catchAll = sources.apply(listener.catchAll());
  }

  /** The first that fits, whatever its certificates are. */
  Source of(String application, String facility) {
    List<Route> fitting = fitting(application, facility);
    return fitting.isEmpty() ? catchAll : fitting.get(0).source();
  }

  /**
   * The first that fits and lets this sender speak for it. When some fit and none does, the sender
   * says to be somebody that it is not: the catch-all does not take that.
   */
  Optional<Source> of(String application, String facility, @Nullable ClientIdentity client) {
    List<Route> fitting = fitting(application, facility);
    if (fitting.isEmpty()) {
      return Optional.of(catchAll).filter(source -> source.certificates().permits(client));
    }
    return fitting.stream()
        .map(Route::source)
        .filter(source -> source.certificates().permits(client))
        .findFirst();
  }

  private List<Route> fitting(String application, String facility) {
    List<Route> fitting = new ArrayList<>();
    add(fitting, application, facility);
    if (!application.isEmpty()) {
      add(fitting, "", facility);
    }
    if (!facility.isEmpty()) {
      add(fitting, application, "");
    }
    if (fitting.size() > 1) {
      fitting.sort(Comparator.comparingInt(Route::order));
    }
    return fitting;
  }

  private void add(List<Route> fitting, String application, String facility) {
    fitting.addAll(routes.getOrDefault(new Source.Sender(application, facility), List.of()));
  }
}
