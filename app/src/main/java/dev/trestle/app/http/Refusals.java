package dev.trestle.app.http;

import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Records who was not let in, and who asked for what their role does not allow. Anybody can make as
 * many of the former as they like, so only some of a minute are recorded one by one; the next one
 * says how many more there were.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  /** Refused sign-ins that are recorded one by one, in a minute. */
  static final int A_MINUTE = 60;

  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final String NOBODY = "unknown";
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private final HttpParts parts;
  private final LongSupplier nanoTime;
  private final BearerTokenAuthenticationEntryPoint unknown =
      new BearerTokenAuthenticationEntryPoint();
  private final BearerTokenAccessDeniedHandler denied = new BearerTokenAccessDeniedHandler();
  private long minuteBegan;
  private int inMinute;
  private long unrecorded;

  Refusals(HttpParts parts, LongSupplier nanoTime) {
    this.parts = parts;
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    long more = admit();
    if (more >= 0) {
      String others = more == 0 ? "" : "; " + more + " more were not recorded one by one";
      record(NOBODY, "sign-in-refused", request, " from " + request.getRemoteAddr() + others);
    }
    unknown.commence(request, response, why);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException, ServletException {
    Principal caller = request.getUserPrincipal();
    record(caller == null ? NOBODY : caller.getName(), "access-denied", request, "");
    denied.handle(request, response, why);
  }

  /** How many were left out since the last that was recorded; -1 when this one is left out too. */
  synchronized long admit() {
    long now = nanoTime.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      minuteBegan = now;
      inMinute = 0;
    }
    if (inMinute >= A_MINUTE) {
      unrecorded++;
      return -1;
    }
    inMinute++;
    long more = unrecorded;
    unrecorded = 0;
    return more;
  }

  /** The path without its question: that can hold names. */
  private void record(String actor, String action, HttpServletRequest request, String more) {
    try {
      Audited.record(
          parts,
          actor,
          action,
          Audited.REFUSED,
          List.of(),
          request.getMethod() + " " + request.getRequestURI() + more);
    } catch (TrestleException full) {
      // Nothing is shown to whoever is refused: the answer does not wait for the audit.
      LOG.warn("A refusal was not recorded: {}", full.code());
    }
  }
}
