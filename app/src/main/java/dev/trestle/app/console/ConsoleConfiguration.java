package dev.trestle.app.console;

import dev.trestle.app.console.audit.AuditPage;
import dev.trestle.app.console.exception.ExceptionsPage;
import dev.trestle.app.console.feed.FeedExportPage;
import dev.trestle.app.console.feed.FeedPage;
import dev.trestle.app.console.feed.FeedsPage;
import dev.trestle.app.console.feed.TrialPage;
import dev.trestle.app.console.impact.ImpactPage;
import dev.trestle.app.console.message.DifferencePage;
import dev.trestle.app.console.message.LooksPage;
import dev.trestle.app.console.message.MessagesPage;
import dev.trestle.app.console.message.OriginPage;
import dev.trestle.app.console.message.ScanPage;
import dev.trestle.app.console.overview.OverviewPage;
import dev.trestle.app.console.patient.LinkPage;
import dev.trestle.app.console.patient.PatientsPage;
import dev.trestle.app.console.patient.UnlinkPage;
import dev.trestle.app.console.record.RecordPage;
import dev.trestle.app.console.replay.ReplayPage;
import dev.trestle.app.console.review.AlarmsPage;
import dev.trestle.app.console.review.ModelsPage;
import dev.trestle.app.console.review.ReviewsPage;
import dev.trestle.app.console.signoff.SignoffPage;
import dev.trestle.app.console.site.ParallelPage;
import dev.trestle.app.console.site.SiteEditPage;
import dev.trestle.app.console.site.SitePage;
import dev.trestle.app.console.site.UnmappedPage;
import dev.trestle.app.console.user.UsersPage;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.security.Role;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which pages there are, who may see them, and what a browser may do with them. */
@Configuration(proxyBeanMethods = false)
@Import({
  ConsoleFrame.class,
  ConsoleErrors.class,
  SignInPage.class,
  OverviewPage.class,
  FeedsPage.class,
  FeedPage.class,
  FeedExportPage.class,
  TrialPage.class,
  MessagesPage.class,
  ScanPage.class,
  DifferencePage.class,
  LooksPage.class,
  OriginPage.class,
  ExceptionsPage.class,
  PatientsPage.class,
  LinkPage.class,
  UnlinkPage.class,
  RecordPage.class,
  ImpactPage.class,
  AlarmsPage.class,
  ReviewsPage.class,
  ModelsPage.class,
  SitePage.class,
  ParallelPage.class,
  SiteEditPage.class,
  ReplayPage.class,
  SignoffPage.class,
  UnmappedPage.class,
  UsersPage.class,
  AuditPage.class
})
public class ConsoleConfiguration {
  /** Where the pages are. */
  public static final String PATH = "/console";

  /** Where style, script and icon are. */
  static final String ASSETS = "/assets/**";

  /** Nothing but what this server sends itself: no inline script or style, no frame, no eval. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String HTMX_FOLDER =
      "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/";

  @Bean
  @Order(1)
  SecurityFilterChain console(HttpSecurity http, HttpParts parts) throws Exception {
    SignInEvents events = new SignInEvents(parts);
    return http.securityMatcher("/", PATH, PATH + "/**", ASSETS)
        .authorizeHttpRequests(ConsoleConfiguration::rights)
        .exceptionHandling(refused -> refused.accessDeniedPage(PATH + "/refused"))
        .authenticationProvider(new PasswordCheck(parts.users()))
        .formLogin(
            form -> form.loginPage(PATH + "/sign-in").successHandler(events).failureHandler(events))
        .logout(
            out ->
                out.logoutUrl(PATH + "/sign-out")
                    .addLogoutHandler(events)
                    .logoutSuccessUrl(PATH + "/sign-in?out"))
        .addFilterAfter(
            new SessionRules(parts.users(), parts.clock()),
            SecurityContextHolderAwareRequestFilter.class)
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
        .build();
  }

  /** Who may see which page; the first that fits counts. */
  private static void rights(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          paths) {
    paths
        .requestMatchers("/", PATH + "/sign-in", PATH + "/refused", ASSETS)
        .permitAll()
        .requestMatchers(
            PATH + "/exceptions/*/message/**",
            PATH + "/messages/*/raw",
            PATH + "/messages/*/bytes/**",
            PATH + "/scan",
            PATH + "/feeds/*/*/export",
            PATH + "/feeds/*/*/try",
            PATH + "/patients/**",
            PATH + "/records/**",
            PATH + "/reviews/*/**",
            PATH + "/alarms/*/**",
            PATH + "/signoffs/*/items/**")
        .hasRole(Role.STEWARD.name())
        .requestMatchers(PATH + "/messages/*/looks")
        .hasAnyRole(Role.STEWARD.name(), Role.AUDIT.name())
        .requestMatchers(
            PATH + "/messages/*/content",
            PATH + "/messages/*/reveal",
            PATH + "/messages/*/difference/**",
            PATH + "/replays/*/messages/**")
        .hasAnyRole(Role.STEWARD.name(), Role.ANALYZE.name())
        .requestMatchers(PATH + "/people/**", PATH + "/site/**")
        .hasRole(Role.ADMINISTER.name())
        .requestMatchers(HttpMethod.POST, PATH + "/models/*/activate", PATH + "/models/rollback")
        .hasRole(Role.ADMINISTER.name())
        .requestMatchers(HttpMethod.POST, PATH + "/models")
        .hasRole(Role.STEWARD.name())
        .requestMatchers(PATH + "/unmapped/**", PATH + "/replays/**")
        .hasAnyRole(Role.STEWARD.name(), Role.ANALYZE.name(), Role.ADMINISTER.name())
        .requestMatchers(PATH + "/signoffs/**")
        .hasAnyRole(Role.STEWARD.name(), Role.ADMINISTER.name())
        .requestMatchers(PATH + "/impact/**", PATH + "/models/**")
        .hasAnyRole(Role.OPERATE.name(), Role.STEWARD.name(), Role.ADMINISTER.name())
        .requestMatchers(PATH + "/audit/**")
        .hasRole(Role.AUDIT.name())
        .requestMatchers(PATH + "/password", PATH + "/sign-out")
        .authenticated()
        .requestMatchers(HttpMethod.POST, PATH + "/feeds/**", PATH + "/exceptions/**")
        .hasRole(Role.OPERATE.name())
        .anyRequest()
        .hasAnyRole(
            Role.OPERATE.name(), Role.STEWARD.name(), Role.ANALYZE.name(), Role.ADMINISTER.name());
  }

  /** Assets may stay in the browser; pages may not. */
  @Bean
  WebMvcConfigurer consoleAssets() {
    return new WebMvcConfigurer() {
      @Override
      public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry
            .addResourceHandler(ASSETS)
            .addResourceLocations("classpath:/console/assets/", HTMX_FOLDER)
            .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
      }
    };
  }
}
