package dev.trestle.app.http;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** All routes that the controllers of this package have, read from their annotations. */
public final class AuditRoutes {
  private AuditRoutes() {}

  /** Method and path: {@code GET /api/status}. */
  public static List<String> all() throws ClassNotFoundException {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    List<String> routes = new java.util.ArrayList<>();
    for (var found : scanner.findCandidateComponents(AuditRoutes.class.getPackageName())) {
      Class<?> controller = Class.forName(Objects.requireNonNull(found.getBeanClassName()));
      RequestMapping base =
          AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
      for (var method : controller.getDeclaredMethods()) {
        RequestMapping mapping =
            AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping != null) {
          for (String prefix : paths(base)) {
            for (String path : paths(mapping)) {
              Arrays.stream(mapping.method())
                  .map(verb -> verb + " " + prefix + path)
                  .forEach(routes::add);
            }
          }
        }
      }
    }
    return routes;
  }

  private static List<String> paths(@org.jspecify.annotations.Nullable RequestMapping mapping) {
    return mapping == null || mapping.path().length == 0
        ? List.of("")
        : Stream.of(mapping.path()).toList();
  }
}
