package dev.trestle.app.http;

import dev.trestle.app.person.ChangeWaits;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The HTTP server: HTTPS on loopback, one Spring context that knows the platform's parts and
 * nothing else.
 */
public final class HttpEdge implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final ChangeWaits waits;

  private HttpEdge(ConfigurableApplicationContext context, ChangeWaits waits) {
    this.context = context;
    this.waits = waits;
  }

  /**
   * Starts it.
   *
   * @param pages configuration of what it serves beside the API
   * @throws TrestleException PORT_TAKEN
   */
  public static HttpEdge start(HttpSettings settings, HttpParts parts, Class<?> pages) {
    try {
      return new HttpEdge(
          new SpringApplicationBuilder(HttpConfiguration.class, pages)
              .web(WebApplicationType.SERVLET)
              .bannerMode(Banner.Mode.OFF)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .properties(properties(settings))
              .initializers(
                  context ->
                      ((GenericApplicationContext) context)
                          .registerBean(HttpParts.class, () -> parts))
              .run(),
          parts.identity().waits());
    } catch (RuntimeException failed) {
      if (!isPortTaken(failed)) {
        throw failed;
      }
      throw new TrestleException(
          ProblemCode.PORT_TAKEN,
          "HTTP port "
              + settings.port()
              + " is in use. Choose another with --http-port (0 = any free one).",
          failed);
    }
  }

  /** Spring wraps it, in one release more than in another. */
  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Object> properties(HttpSettings settings) {
    return Map.ofEntries(
        Map.entry("server.address", settings.host()),
        Map.entry("server.port", settings.port()),
        Map.entry("server.ssl.key-store", settings.keyStore().toUri().toString()),
        Map.entry("server.ssl.key-store-password", settings.keyStorePassword()),
        Map.entry("server.ssl.key-store-type", "PKCS12"),
        Map.entry("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2"),
        Map.entry("server.shutdown", "graceful"),
        Map.entry("server.error.include-message", "never"),
        Map.entry("server.error.include-stacktrace", "never"),
        Map.entry("server.tomcat.threads.max", "64"),
        Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
        Map.entry("spring.main.lazy-initialization", "true"),
        Map.entry("spring.jmx.enabled", "false"),
        Map.entry("spring.thymeleaf.prefix", "classpath:/console/pages/"),
        Map.entry("spring.thymeleaf.check-template-location", "false"),
        Map.entry("spring.web.resources.add-mappings", "false"),
        Map.entry("server.servlet.session.cookie.name", "__Host-trestle"),
        Map.entry("server.servlet.session.cookie.secure", "true"),
        Map.entry("server.servlet.session.cookie.http-only", "true"),
        Map.entry("server.servlet.session.cookie.same-site", "strict"),
        Map.entry("server.servlet.session.tracking-modes", "cookie"),
        Map.entry("springdoc.api-docs.path", OpenApiConfiguration.PATH),
        Map.entry("springdoc.paths-to-match", "/api/**"),
        Map.entry("springdoc.default-flat-param-object", "true"),
        Map.entry("springdoc.override-with-generic-response", "false"),
        Map.entry("springdoc.writer-with-order-by-keys", "true"),
        Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
        Map.entry("management.endpoint.health.probes.enabled", "true"),
        Map.entry("management.endpoint.health.group.liveness.include", "livenessState,process"),
        Map.entry("management.endpoint.health.group.readiness.include", "readinessState,platform"),
        Map.entry("management.endpoint.health.show-details", "when-authorized"),
        Map.entry("management.endpoint.health.roles", "OPERATE,ADMINISTER"));
  }

  /** The port it listens on. */
  public int port() {
    return java.util.Objects.requireNonNull(
            ((ServletWebServerApplicationContext) context).getWebServer(), "web server")
        .getPort();
  }

  /** Every route that a controller answers: {@code GET /console/feeds}. */
  public SortedSet<String> routes() {
    SortedSet<String> routes = new TreeSet<>();
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            one ->
                one.getPatternValues()
                    .forEach(
                        path ->
                            one.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + path))));
    return routes;
  }

  /** Answers who waits, finishes the requests in work and stops. */
  @Override
  public void close() {
    waits.close();
    context.close();
  }
}
