package dev.trestle.app.http;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that an operation is given; {@link BodyLimit} says how much of it there may be. */
final class FhirBody {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private FhirBody() {}

  /**
   * Reads it.
   *
   * @throws TrestleException REQUEST_INVALID for what is no JSON
   */
  static JsonNode read(HttpServletRequest request) throws IOException {
    try {
      return JSON.readTree(request.getInputStream());
    } catch (JacksonException notJson) {
      // The text of the parser can hold a part of the resource.
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "The body is not JSON");
    }
  }
}
