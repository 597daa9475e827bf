package dev.trestle.semantics.mapping.convert;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The converters that rules may name. */
public final class Converters {
  private static final SortedMap<String, Converter> NAMED = named();

  private Converters() {}

  /** The converter of a name, or null. */
  public static @Nullable Converter find(String name) {
    return NAMED.get(name);
  }

  /** All names, sorted. */
  public static Set<String> names() {
    return NAMED.keySet();
  }

  /**
   * What keeps the items of an element apart that are added one by one, or null when all items of a
   * field go together.
   */
  public static @Nullable String discriminator(Converter converter, Taken taken, Feed feed) {
    return converter instanceof IdentifierConverter
        ? IdentifierConverter.discriminator(taken, feed)
        : null;
  }

  private static SortedMap<String, Converter> named() {
    TreeMap<String, Converter> named = new TreeMap<>();
    named.put("address", new AddressConverter());
    named.put("application-name", HeaderConverters::application);
    named.put("address-text", SimpleConverters::addressText);
    named.put("annotation", Annotations::of);
    named.put("acting", Participants::acting);
    named.put("attendee", new Attendees());
    named.put("boolean", SimpleConverters::truth);
    named.put("code", new CodeConverter());
    named.put("code-concept", ClinicalConverters::codeConcept);
    named.put("coding", ConceptConverter::first);
    named.put("communication", SimpleConverters::communication);
    named.put("concept", new ConceptConverter());
    named.put("contact-point", new ContactPointConverter());
    named.put("container", LabConverters::container);
    named.put("count", Quantities::count);
    named.put("coverage-class", ClinicalConverters::coverageClass);
    named.put("device-facts", LabConverters::devices);
    named.put("county-beside", AddressConverter::countyBeside);
    named.put("date", SimpleConverters::date);
    named.put("date-time", SimpleConverters::dateTime);
    named.put("destination", HeaderConverters::destination);
    named.put("diagnosis", AdministrativeConverters::diagnosis);
    named.put("document-content", new DocumentContent());
    named.put("dosage", new DosageConverter());
    named.put("dose-number", ClinicalConverters::doseNumber);
    named.put("endpoint", HeaderConverters::endpoint);
    named.put("end-after", Durations::end);
    named.put("facility", HeaderConverters::facility);
    named.put("feed-endpoint", HeaderConverters::feed);
    named.put("first", SimpleConverters::first);
    named.put("human-name", new HumanNameConverter());
    named.put("identifier", new IdentifierConverter());
    named.put("identifier-reference", IdentifierConverter::reference);
    named.put("instant", SimpleConverters::instant);
    named.put("location", SharedResources::location);
    named.put("location-stay", Participants::location);
    named.put("message-event", HeaderConverters::event);
    named.put("method-facts", LabConverters::methods);
    named.put("minutes", Durations::minutes);
    named.put("nested-concept", AdministrativeConverters::nested);
    named.put("observation-value", new ObservationValue());
    named.put("organization", SharedResources::organization);
    named.put("organization-code", SharedResources::organizationCode);
    named.put("organization-number", SharedResources::organizationNumber);
    named.put("participant", Participants::encounter);
    named.put("participation", Participation::of);
    named.put("performer", Participants::performer);
    named.put("period", SimpleConverters::period);
    named.put("practitioner", SharedResources::practitioner);
    named.put("provider", SharedResources::provider);
    named.put("quantity", SimpleConverters::quantity);
    named.put("quantity-units", Quantities::withUnits);
    named.put("reaction", ClinicalConverters::reaction);
    named.put("reference-range", new ReferenceRange());
    named.put("role", Participants::role);
    named.put("start-and-end", ClinicalConverters::startAndEnd);
    named.put("sub-id", LabConverters::subId);
    named.put("subscriber", AdministrativeConverters::subscriber);
    named.put("text", SimpleConverters::text);
    named.put("text-note", SimpleConverters::textNote);
    named.put("text-reference", AdministrativeConverters::textReference);
    named.put("timing", TimingReader::timing);
    named.put("text-concept", SimpleConverters::textConcept);
    named.put("vaccine-education", new VaccineEducation());
    named.put("whole-number", SimpleConverters::whole);
    named.putAll(SegmentFacts.named());
    return Collections.unmodifiableSortedMap(named);
  }
}
