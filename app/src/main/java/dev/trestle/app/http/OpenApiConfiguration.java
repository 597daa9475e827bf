package dev.trestle.app.http;

import dev.trestle.app.security.Role;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI document of {@code /api}, made from the routes themselves: summaries stand at the
 * controllers, and the roles are those that the security configuration lets in, asked one by one.
 * FHIR routes are described by the CapabilityStatement.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  static final String PATH = "/api/openapi.json";
  static final String YAML = PATH + ".yaml";

  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";

  @Bean
  OpenAPI description(HttpParts parts) {
    SpringDocUtils.getConfig().replaceWithClass(JsonNode.class, Object.class);
    return new OpenAPI()
        .info(
            new Info()
                .title("Trestle")
                .description("FHIR is described by /fhir/metadata.")
                .version(parts.status().status().version()))
        .addServersItem(new Server().url("/"))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A token of `trestle token create`, with its roles"))
                .addSchemas(PROBLEM, problem())
                .addResponses(
                    PROBLEM,
                    new ApiResponse()
                        .description("It was not done; `title` and `code` say why (RFC 9457)")
                        .content(
                            new Content()
                                .addMediaType(
                                    "application/problem+json",
                                    new MediaType()
                                        .schema(
                                            new Schema<>()
                                                .$ref(
                                                    Components.COMPONENTS_SCHEMAS_REF
                                                        + PROBLEM))))));
  }

  /** As {@link ProblemAdvice} writes it. */
  private static Schema<?> problem() {
    return new ObjectSchema()
        .addProperty("type", new StringSchema())
        .addProperty("title", new StringSchema().description("id of the problem"))
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty("code", new IntegerSchema().description("number of the problem"));
  }

  /**
   * Names schemas by their controller too: several have an {@code Item}. As the first converter it
   * is asked last.
   */
  @Bean
  ModelResolver schemas(ObjectMapperProvider mappers) {
    return new ModelResolver(mappers.jsonMapper(), new SchemaNames()).openapi31(true);
  }

  /** {@code ReviewsItem} for {@code ReviewsController.Item}. */
  private static final class SchemaNames extends TypeNameResolver {
    @Override
    protected String getNameOfClass(Class<?> type) {
      Class<?> around = type.getEnclosingClass();
      return around == null
          ? type.getSimpleName()
          : getNameOfClass(around).replace("Controller", "") + type.getSimpleName();
    }
  }

  @Bean
  GlobalOperationCustomizer summaries() {
    return (operation, method) -> {
      Summary summary = method.getMethodAnnotation(Summary.class);
      return summary == null ? operation : operation.summary(summary.value());
    };
  }

  @Bean
  GlobalOpenApiCustomizer routes(ObjectProvider<WebInvocationPrivilegeEvaluator> access) {
    return document ->
        document
            .getPaths()
            .forEach(
                (path, item) ->
                    item.readOperationsMap()
                        .forEach(
                            (method, operation) ->
                                complete(
                                    operation,
                                    path,
                                    method,
                                    roles(access.getObject(), path, method))));
  }

  private static List<String> roles(
      WebInvocationPrivilegeEvaluator access, String path, HttpMethod method) {
    String example = path.replaceAll("\\{[^}]+}", "1");
    return Arrays.stream(Role.values())
        .filter(role -> access.isAllowed("", example, method.name(), signedIn(role)))
        .map(Role::id)
        .toList();
  }

  private static UsernamePasswordAuthenticationToken signedIn(Role role) {
    return UsernamePasswordAuthenticationToken.authenticated(
        role.id(), null, List.of(new SimpleGrantedAuthority("ROLE_" + role.name())));
  }

  private static void complete(
      Operation operation, String path, HttpMethod method, List<String> roles) {
    operation.setOperationId(name(path, method));
    operation.setTags(List.of(path.split("/")[2]));
    operation.setDescription("Roles: " + String.join(", ", roles) + ".");
    // One of them is enough: each is a requirement of its own (OpenAPI 3.1 §4.8.30).
    operation.setSecurity(
        roles.stream().map(role -> new SecurityRequirement().addList(TOKEN, role)).toList());
    ApiResponses responses = operation.getResponses();
    responses.addApiResponse("401", new ApiResponse().description("No valid token"));
    responses.addApiResponse(
        "403", new ApiResponse().description("The token has none of the roles"));
    responses.addApiResponse(ApiResponses.DEFAULT, new ApiResponse().$ref(PROBLEM));
  }

  /** {@code postIdentityLinksIdUnlink}: does not change when methods are renamed. */
  private static String name(String path, HttpMethod method) {
    return method.name().toLowerCase(Locale.ROOT)
        + Arrays.stream(path.substring("/api".length()).split("[^A-Za-z]+"))
            .filter(word -> !word.isEmpty())
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }
}
