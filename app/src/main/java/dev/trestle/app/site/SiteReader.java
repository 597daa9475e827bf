package dev.trestle.app.site;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** The files of a site as a {@link Site}, or every mistake in them (DESIGN §7). Reads no disk. */
public final class SiteReader {
  private static final String SITE_FILE = "site.yaml";
  private static final String SYSTEMS = "health-systems/";
  private final Mistakes mistakes = new Mistakes();
  private final List<HealthSystem> systems = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();

  private SiteReader() {}

  /**
   * What came of the files.
   *
   * @param site present only when there is no mistake
   * @param mistakes sorted by file and line
   */
  public record Result(Optional<Site> site, List<SiteMistake> mistakes) {
    public Result {
      mistakes = List.copyOf(mistakes);
    }
  }

  public static Result read(List<SiteText> texts) {
    return new SiteReader().readAll(texts);
  }

  private Result readAll(List<SiteText> texts) {
    List<SiteText> sorted = texts.stream().sorted(Comparator.comparing(SiteText::path)).toList();
    boolean siteFile = false;
    for (SiteText text : sorted) {
      if (text.path().equals(SITE_FILE)) {
        siteFile = true;
      } else if (text.path().startsWith(SYSTEMS) && text.path().endsWith(".yaml")) {
        root(text)
            .ifPresent(node -> systems.add(HealthSystemReader.read(text.path(), node, mistakes)));
      } else if (!text.path().endsWith(".md")) {
        mistakes.add(
            text.path(),
            0,
            "no such file belongs to a site; there are site.yaml and health-systems/*.yaml");
      }
    }
    sorted.stream()
        .filter(text -> text.path().equals(SITE_FILE))
        .forEach(text -> root(text).ifPresent(node -> readListeners(text.path(), node)));
    if (!siteFile) {
      mistakes.add(SITE_FILE, 0, "the file is missing; it lists the listeners");
    }
    checkAuthorities();
    if (!mistakes.none()) {
      return new Result(Optional.empty(), mistakes.all());
    }
    return new Result(Optional.of(new Site(hash(sorted), systems, listeners)), List.of());
  }

  private Optional<Node> root(SiteText text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(text.path()).setSchema(new JsonSchema()).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text.text());
      if (node.isEmpty()) {
        mistakes.add(text.path(), 0, "the file is empty");
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      mistakes.add(text.path(), line, "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      mistakes.add(text.path(), 0, "this is not YAML");
    }
    return Optional.empty();
  }

  private void readListeners(String file, Node node) {
    YamlItem root = new YamlItem(file, node, mistakes);
    Set<String> names = new TreeSet<>();
    for (YamlItem item : root.items("listeners")) {
      Listener listener = listener(item);
      if (!names.add(listener.name())) {
        item.mistake("there are two listeners `" + listener.name() + "`");
      }
      listeners.add(listener);
    }
    if (listeners.isEmpty()) {
      root.mistake("a site needs at least one listener");
    }
    root.done();
  }

  private Listener listener(YamlItem item) {
    String host = item.text("host").orElse("127.0.0.1");
    boolean plain = item.text("tls").map("false"::equals).orElse(false);
    boolean allowed = item.text("plain-text").map("allowed beyond loopback"::equals).orElse(false);
    Listener listener =
        new Listener(
            item.required("name"),
            host,
            port(item),
            !plain,
            allowed,
            item.texts("sources").stream()
                .flatMap(text -> source(item, "sources", text).stream())
                .toList(),
            source(item, "catch-all", item.required("catch-all"))
                .orElse(new SourceName("missing", "missing")));
    item.done();
    return listener;
  }

  private static int port(YamlItem item) {
    try {
      int port = Integer.parseInt(item.required("port"));
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // falls through: said below, with its line
    }
    item.mistakeAt("port", "`port` is a number from 0 (any free one) to 65535");
    return 0;
  }

  private Optional<SourceName> source(YamlItem item, String key, String text) {
    List<String> known =
        systems.stream()
            .flatMap(system -> system.sources().stream())
            .map(source -> source.name().toString())
            .toList();
    if (known.contains(text)) {
      return Optional.of(SourceName.parse(text));
    }
    item.mistakeAt(key, "there is no source `" + text + "`" + NearestName.hint(text, known));
    return Optional.empty();
  }

  /** Two health systems with one system address mean one space of numbers; both must say so. */
  private void checkAuthorities() {
    Map<String, List<String>> users = new TreeMap<>();
    for (HealthSystem system : systems) {
      for (Authority authority : system.authorities()) {
        if (!authority.shared()) {
          users
              .computeIfAbsent(authority.system(), unused -> new ArrayList<>())
              .add(system.id() + "/" + authority.name());
        }
      }
    }
    users.forEach(
        (address, names) -> {
          if (names.size() > 1) {
            mistakes.add(
                SYSTEMS,
                0,
                names.stream().collect(Collectors.joining(" and "))
                    + " have one system, "
                    + address
                    + "; if the numbers are one space, write `shared: true` at each");
          }
        });
  }

  private static String hash(List<SiteText> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SiteText text : texts) {
        digest.update((text.path() + "\0" + text.text() + "\0").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
