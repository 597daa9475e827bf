package dev.trestle.app.http;

import dev.trestle.app.security.Role;
import dev.trestle.app.security.Token;
import dev.trestle.app.security.TokenStore;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Which paths there are and who may call them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  OperationsController.class,
  AuditController.class,
  AuditSearchController.class,
  AuditReportController.class,
  BackupController.class,
  ExceptionsController.class,
  SourcesController.class,
  IncidentsController.class,
  DeletionsController.class,
  IdentityController.class,
  ExplainController.class,
  FhirMatchController.class,
  GoldenController.class,
  ModelsController.class,
  BandController.class,
  KnownPairsController.class,
  TokensController.class,
  AlarmsController.class,
  PersonChangesController.class,
  ReviewsController.class,
  SiteController.class,
  ReplayController.class,
  ParallelController.class,
  InterfaceController.class,
  SignoffController.class,
  UnmappedController.class,
  UsersController.class,
  LineageController.class,
  ImpactController.class,
  MessageExportController.class,
  ProvenanceController.class,
  MessageHeaderController.class,
  FhirController.class,
  FhirSearchController.class,
  ValidateController.class,
  FhirMetadataController.class,
  ProblemAdvice.class,
  OpenApiConfiguration.class
})
class HttpConfiguration {
  static final String FHIR_READ = "ROLE_FHIR_READ";
  static final String OPERATE = "ROLE_OPERATE";
  static final String STEWARD = "ROLE_STEWARD";
  static final String ADMINISTER = "ROLE_ADMINISTER";
  static final String AUDIT = "ROLE_AUDIT";

  @Bean
  SecurityFilterChain security(HttpSecurity http, OpaqueTokenIntrospector tokens, HttpParts parts)
      throws Exception {
    Refusals refusals = new Refusals(parts, System::nanoTime);
    return http.authorizeHttpRequests(
            paths ->
                paths
                    .requestMatchers("/actuator/health/**", "/fhir/metadata")
                    .permitAll()
                    .requestMatchers(OpenApiConfiguration.PATH, OpenApiConfiguration.YAML)
                    .authenticated()
                    .requestMatchers("/fhir/**")
                    .hasAuthority(FHIR_READ)
                    .requestMatchers("/api/audit/key/rotate")
                    .hasAuthority(ADMINISTER)
                    .requestMatchers("/api/audit/**")
                    .hasAuthority(AUDIT)
                    .requestMatchers("/api/site/replays/*/messages/*")
                    .hasAuthority(STEWARD)
                    .requestMatchers(
                        "/api/tokens/**", "/api/users/**", "/api/site/**", "/api/backup")
                    .hasAuthority(ADMINISTER)
                    .requestMatchers(
                        "/api/exceptions/*/message",
                        "/api/incidents/*/bytes",
                        "/api/identity/reviews/*/patients",
                        "/api/identity/alarms/*",
                        "/api/identity/links/*/readers",
                        "/api/identity/persons/*/golden",
                        "/api/messages/export",
                        "/api/lineage/**")
                    .hasAuthority(STEWARD)
                    .requestMatchers("/api/unmapped/**")
                    .hasAnyAuthority(STEWARD, ADMINISTER)
                    .requestMatchers("/api/impact/reads")
                    .hasAnyAuthority(STEWARD, AUDIT)
                    .requestMatchers("/api/messages/*/resources", "/api/impact/**")
                    .hasAnyAuthority(OPERATE, STEWARD, ADMINISTER)
                    .requestMatchers(
                        HttpMethod.POST,
                        "/api/identity/models/*/activate",
                        "/api/identity/models/rollback",
                        "/api/identity/automatic/rollback")
                    .hasAuthority(ADMINISTER)
                    .requestMatchers("/api/identity/reviewers")
                    .hasAnyAuthority(STEWARD, ADMINISTER)
                    .requestMatchers(HttpMethod.POST, "/api/identity/**")
                    .hasAuthority(STEWARD)
                    .requestMatchers("/api/identity/**")
                    .hasAnyAuthority(OPERATE, STEWARD, ADMINISTER)
                    .requestMatchers("/api/**", "/actuator/**")
                    .hasAnyAuthority(OPERATE, ADMINISTER)
                    .anyRequest()
                    .denyAll())
        .oauth2ResourceServer(
            server ->
                server
                    .opaqueToken(token -> token.introspector(tokens))
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterAfter(new BodyLimit(), AuthorizationFilter.class)
        // No cookies, no sessions: there is nothing that another page could ride on.
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** A request is measured once; what each of a dozen filters takes costs a fifth of it. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  MeterBinder platformMeters(HttpParts parts) {
    return parts.meters();
  }

  /** In readiness: everything. */
  @Bean
  HealthIndicator platformHealthIndicator(HttpParts parts) {
    return new HealthChecks(parts.status(), false);
  }

  /** In liveness: what only a restart mends. */
  @Bean
  HealthIndicator processHealthIndicator(HttpParts parts) {
    return new HealthChecks(parts.status(), true);
  }

  @Bean
  OpaqueTokenIntrospector tokens(HttpParts parts) {
    TokenStore store = parts.tokens();
    return text -> {
      Token token =
          store.find(text).orElseThrow(() -> new BadOpaqueTokenException("The token is not valid"));
      return new DefaultOAuth2AuthenticatedPrincipal(
          token.name(),
          Map.of("sub", token.name(), PersonViews.ATTRIBUTE, token.personView()),
          authorities(token.roles()));
    };
  }

  private static Collection<GrantedAuthority> authorities(List<Role> roles) {
    return roles.stream()
        .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
        .toList();
  }
}
