package dev.trestle.app.site;

import dev.trestle.kernel.site.Promise;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source promises to send: {@code promises} of a source. */
final class PromisesReader {
  private static final String KEY = "promises";
  private static final Pattern PLACE =
      Pattern.compile("[A-Z][A-Z0-9]{2}(-[1-9][0-9]{0,2}(\\.[1-9][0-9]{0,2})?)?");
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}) ?%");

  private PromisesReader() {}

  static SortedMap<String, Promise> read(YamlItem item) {
    SortedMap<String, Promise> promises = new TreeMap<>();
    item.pairs(KEY)
        .forEach(
            (place, text) -> {
              if (!PLACE.matcher(place).matches()) {
                item.mistakeAt(
                    KEY,
                    "`" + place + "` is no segment, field or component: PV1, PID-22 or PID-3.4");
              }
              promise(item, place, text).ifPresent(each -> promises.put(place, each));
            });
    return promises;
  }

  private static Optional<Promise> promise(YamlItem item, String place, String text) {
    if (text.equals("required")) {
      return Optional.of(Promise.REQUIRED);
    }
    if (text.equals("never")) {
      return Optional.of(Promise.NEVER);
    }
    Matcher share = SHARE.matcher(text);
    int percent = share.matches() ? Integer.parseInt(share.group(1)) : 0;
    if (percent < 1 || percent > 100) {
      item.mistakeAt(
          KEY, "`" + place + "` is promised as `required`, `never` or a share like `95 %`");
      return Optional.empty();
    }
    return Optional.of(new Promise(percent));
  }
}
