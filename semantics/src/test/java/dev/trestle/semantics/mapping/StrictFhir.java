package dev.trestle.semantics.mapping;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import org.hl7.fhir.r4.model.Bundle;

/** HAPI's R4 parser, which refuses what is no R4. */
final class StrictFhir {
  private static final FhirContext R4 = FhirContext.forR4();

  private StrictFhir() {}

  static Bundle parse(String json) {
    IParser parser = R4.newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    return parser.parseResource(Bundle.class, json);
  }
}
