package dev.trestle.kernel.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one deployment, immutable. A version is activated as a whole (DESIGN §7).
 */
public final class Site {
  private final String version;
  private final List<HealthSystem> healthSystems;
  private final List<Listener> listeners;
  private final SiteMapping mapping;
  private final ExceptionRules exceptionRules;
  private final Retention retention;
  private final SiteMapping.@Nullable Text plausibility;
  private final IdentityRules identity;
  private final SiteProfiles profiles;
  private final Map<String, HealthSystem> systemsById = new HashMap<>();
  private final Map<SourceName, Source> sourcesByName = new HashMap<>();
  private final Map<String, Listener> listenersByName = new HashMap<>();
  private final Map<String, Routes> routesByListener = new HashMap<>();

  /**
   * A site.
   *
   * @param version hash of its files, 64 hexadecimal digits
   * @param healthSystems who is connected
   * @param listeners the ports
   * @param mapping what it changes of the mapping
   * @param exceptionRules whose work exceptions are
   * @param retention how long is kept what is not kept for ever
   * @param plausibility what it changes of the rules of plausibility, or null for nothing
   * @param identity how people decide who is the same person
   * @param profiles FHIR profiles that sources name
   */
  public Site(
      String version,
      List<HealthSystem> healthSystems,
      List<Listener> listeners,
      SiteMapping mapping,
      ExceptionRules exceptionRules,
      Retention retention,
      SiteMapping.@Nullable Text plausibility,
      IdentityRules identity,
      SiteProfiles profiles) {
    this.version = version;
    this.profiles = profiles;
    this.identity = identity;
    this.plausibility = plausibility;
    this.retention = retention;
    this.mapping = mapping;
    this.exceptionRules = exceptionRules;
    this.healthSystems = List.copyOf(healthSystems);
    this.listeners = List.copyOf(listeners);
    for (HealthSystem system : healthSystems) {
      systemsById.putIfAbsent(system.id(), system);
      system.sources().forEach(source -> sourcesByName.putIfAbsent(source.name(), source));
    }
    for (Listener listener : listeners) {
      listenersByName.putIfAbsent(listener.name(), listener);
      routesByListener.putIfAbsent(listener.name(), new Routes(listener, this::require));
    }
  }

  /** A site with the standard rules for identity and without profiles. */
  public Site(
      String version,
      List<HealthSystem> healthSystems,
      List<Listener> listeners,
      SiteMapping mapping,
      ExceptionRules exceptionRules,
      Retention retention,
      SiteMapping.@Nullable Text plausibility) {
    this(
        version,
        healthSystems,
        listeners,
        mapping,
        exceptionRules,
        retention,
        plausibility,
        IdentityRules.STANDARD,
        SiteProfiles.NONE);
  }

  /** A site that changes nothing of the rules of plausibility. */
  public Site(
      String version,
      List<HealthSystem> healthSystems,
      List<Listener> listeners,
      SiteMapping mapping,
      ExceptionRules exceptionRules,
      Retention retention) {
    this(version, healthSystems, listeners, mapping, exceptionRules, retention, null);
  }

  /** A site with the standard rules for exceptions and retention. */
  public Site(
      String version,
      List<HealthSystem> healthSystems,
      List<Listener> listeners,
      SiteMapping mapping) {
    this(version, healthSystems, listeners, mapping, ExceptionRules.STANDARD, Retention.STANDARD);
  }

  /** A site with the base mapping. */
  public Site(String version, List<HealthSystem> healthSystems, List<Listener> listeners) {
    this(version, healthSystems, listeners, SiteMapping.NONE);
  }

  public String version() {
    return version;
  }

  public List<HealthSystem> healthSystems() {
    return healthSystems;
  }

  public List<Listener> listeners() {
    return listeners;
  }

  public SiteMapping mapping() {
    return mapping;
  }

  /** What it changes of the rules of plausibility; the text is read where they are compiled. */
  public Optional<SiteMapping.Text> plausibility() {
    return Optional.ofNullable(plausibility);
  }

  public ExceptionRules exceptionRules() {
    return exceptionRules;
  }

  public Retention retention() {
    return retention;
  }

  public IdentityRules identity() {
    return identity;
  }

  public SiteProfiles profiles() {
    return profiles;
  }

  /** State, owner, vendor desk and runbook of a feed; the default for one it does not have. */
  public FeedFacts feed(SourceName name) {
    return source(name).map(Source::feed).orElse(FeedFacts.LIVE);
  }

  public Optional<HealthSystem> healthSystem(String id) {
    return Optional.ofNullable(systemsById.get(id));
  }

  public Optional<Source> source(SourceName name) {
    return Optional.ofNullable(sourcesByName.get(name));
  }

  public Optional<Listener> listener(String name) {
    return Optional.ofNullable(listenersByName.get(name));
  }

  /**
   * The source of a message on a listener, by MSH-3.1 and MSH-4.1; the catch-all when none fits.
   * Certificates are not looked at: for what did not come over a connection.
   */
  public Source sourceOn(Listener listener, String application, String facility) {
    return routes(listener).of(application, facility);
  }

  /**
   * The same for a message that came over a connection.
   *
   * @param client the certificate the sender showed, or null
   * @return empty when the sender may not speak as the source that it says to be
   */
  public Optional<Source> sourceOn(
      Listener listener, String application, String facility, @Nullable ClientIdentity client) {
    return routes(listener).of(application, facility, client);
  }

  private Routes routes(Listener listener) {
    Routes routes = routesByListener.get(listener.name());
    if (routes == null) {
      throw new IllegalArgumentException("the site has no listener " + listener.name());
    }
    return routes;
  }

  private Source require(SourceName name) {
    return source(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a listener names a source that is not there: " + name));
  }

  @Override
  public String toString() {
    return "Site[" + version + "]";
  }
}
