package dev.trestle.records.search;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.index.FhirDates;
import dev.trestle.records.index.FhirDates.Span;
import dev.trestle.records.index.Parameter;
import dev.trestle.records.index.Parameters;
import dev.trestle.records.index.TextFolding;
import dev.trestle.records.index.Tokens;
import dev.trestle.records.index.Values;
import dev.trestle.records.index.Values.Coded;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Turns parameters of a query into criteria; strict: what is not known is refused. */
final class CriterionParser {
  /** Years that birth dates are looked for in. */
  private static final int FIRST_BIRTH_YEAR = 1850;

  private static final int LAST_BIRTH_YEAR = 2149;
  private static final int VALUE_LIMIT = 100;
  private static final String EXACT = "exact";

  private final String type;
  private final Tokens tokens;
  private final Function<String, OptionalLong> patientRid;
  private final LinkedPatients linked;

  CriterionParser(
      String type,
      Tokens tokens,
      Function<String, OptionalLong> patientRid,
      LinkedPatients linked) {
    this.type = type;
    this.tokens = tokens;
    this.patientRid = patientRid;
    this.linked = linked;
  }

  Criterion parse(QueryParameter query) {
    if (!query.modifier().isEmpty() && !query.modifier().equals(EXACT)) {
      throw notSupported("The modifier :" + query.modifier() + " is not supported");
    }
    List<String> values = List.of(query.value().split(","));
    if (values.size() > VALUE_LIMIT) {
      throw new TrestleException(
          ProblemCode.TOO_COSTLY, "At most " + VALUE_LIMIT + " values for one parameter");
    }
    if (query.base().equals("_id")) {
      return ids(values);
    }
    if (query.base().equals("_lastUpdated")) {
      return lastUpdated(query);
    }
    Parameter parameter =
        Parameters.find(type, query.base())
            .orElseThrow(
                () -> notSupported(type + " has no search parameter " + query.base() + " here"));
    if (!query.modifier().isEmpty() && parameter.kind() != Parameter.Kind.STRING) {
      throw notSupported("The modifier :" + query.modifier() + " is for texts only");
    }
    return switch (parameter.kind()) {
      case STRING -> strings(query, parameter, values);
      case TOKEN -> codes(parameter, values);
      case IDENTIFIER -> identifiers(parameter, values);
      case REFERENCE -> references(parameter, values);
      case PATIENT -> patients(values);
      case BIRTH_DATE -> birthDates(parameter, values);
      case DATE -> dates(parameter, values);
    };
  }

  private static TrestleException notSupported(String text) {
    return new TrestleException(ProblemCode.NOT_SUPPORTED, text);
  }

  private static Criterion ids(List<String> values) {
    List<UUID> ids = new ArrayList<>();
    for (String value : values) {
      uuid(value).ifPresent(ids::add);
    }
    return Criterion.ids(ids, resource -> values.contains(resource.id()));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Criterion lastUpdated(QueryParameter query) {
    Comparison comparison = Comparison.parse(query.value());
    return Criterion.updated(
        comparison,
        resource ->
            comparison.matches(
                new Span(resource.lastUpdatedMicros(), resource.lastUpdatedMicros())));
  }

  /** What is shorter than any prefix matches whole names only (DESIGN §6 Sealing). */
  private Criterion strings(QueryParameter query, Parameter parameter, List<String> values) {
    boolean exact = query.modifier().equals(EXACT);
    List<String> names =
        Tokens.isUnion(parameter) ? List.of("family", "given") : List.of(parameter.name());
    List<Long> group = new ArrayList<>();
    List<Predicate<String>> checks = new ArrayList<>();
    for (String value : values) {
      String folded = TextFolding.fold(value);
      if (folded.isEmpty()) {
        throw new TrestleException(
            ProblemCode.REQUEST_INVALID, parameter.name() + " needs a letter");
      }
      names.forEach(name -> group.add(tokens.prefix(name, folded)));
      boolean whole = folded.length() < Tokens.PREFIX_MIN;
      checks.add(
          exact
              ? value::equals
              : text -> {
                String stored = TextFolding.fold(text);
                return whole ? stored.equals(folded) : stored.startsWith(folded);
              });
    }
    return Criterion.tokens(
        group,
        resource ->
            Values.texts(resource.json(), parameter).stream()
                .anyMatch(text -> checks.stream().anyMatch(check -> check.test(text))));
  }

  private Criterion codes(Parameter parameter, List<String> values) {
    List<Long> group = new ArrayList<>();
    List<Predicate<Coded>> checks = new ArrayList<>();
    for (String value : values) {
      CodedValue wanted = CodedValue.parse(value);
      group.add(tokens.token(parameter.name(), wanted.code()));
      checks.add(wanted::matches);
    }
    Predicate<Resource> matches = coded(parameter, checks);
    return parameter.indexed() ? Criterion.tokens(group, matches) : Criterion.check(matches);
  }

  private Criterion identifiers(Parameter parameter, List<String> values) {
    List<UUID> hashes = new ArrayList<>();
    List<Predicate<Coded>> checks = new ArrayList<>();
    for (String value : values) {
      CodedValue wanted = CodedValue.parse(value);
      hashes.add(
          wanted.hasSystem()
              ? tokens.identifier(wanted.system(), wanted.code())
              : tokens.identifier(wanted.code()));
      checks.add(wanted::matches);
    }
    return Criterion.identifiers(hashes, coded(parameter, checks));
  }

  private static Predicate<Resource> coded(Parameter parameter, List<Predicate<Coded>> checks) {
    return resource ->
        Values.coded(resource.json(), parameter).stream()
            .anyMatch(coded -> checks.stream().anyMatch(check -> check.test(coded)));
  }

  /** The parameter's name is that of its target: {@code encounter}, {@code organization}. */
  private Criterion references(Parameter parameter, List<String> values) {
    String name = parameter.name();
    String target = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "/";
    List<String> wanted = new ArrayList<>();
    List<Long> group = new ArrayList<>();
    for (String value : values) {
      String reference = value.contains("/") ? value : target + value;
      wanted.add(reference);
      group.add(tokens.token(name, reference));
    }
    return Criterion.tokens(
        group,
        resource ->
            Values.references(resource.json(), parameter).stream().anyMatch(wanted::contains));
  }

  private Criterion patients(List<String> values) {
    List<Long> rids = new ArrayList<>();
    for (String value : values) {
      String id = value.startsWith("Patient/") ? value.substring("Patient/".length()) : value;
      OptionalLong rid = patientRid.apply(id);
      if (rid.isPresent()) {
        rids.addAll(linked.with(rid.getAsLong()));
      }
    }
    return Criterion.patients(rids);
  }

  private Criterion birthDates(Parameter parameter, List<String> values) {
    List<Long> group = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    for (String value : values) {
      Comparison comparison = Comparison.parse(value);
      comparisons.add(comparison);
      int year = Integer.parseInt(comparison.text().substring(0, 4));
      switch (comparison.prefix()) {
        case EQ -> group.add(tokens.token(parameter.name(), comparison.text()));
        case GT, GE, SA -> years(group, parameter, year, LAST_BIRTH_YEAR);
        case LT, LE, EB -> years(group, parameter, FIRST_BIRTH_YEAR, year);
      }
    }
    return Criterion.tokens(group, resource -> spans(resource, parameter, comparisons));
  }

  private void years(List<Long> group, Parameter parameter, int from, int to) {
    for (int year = Math.max(from, FIRST_BIRTH_YEAR);
        year <= Math.min(to, LAST_BIRTH_YEAR);
        year++) {
      group.add(tokens.token(parameter.name(), Integer.toString(year)));
    }
  }

  private static Criterion dates(Parameter parameter, List<String> values) {
    List<Comparison> comparisons = values.stream().map(Comparison::parse).toList();
    Predicate<Resource> matches = resource -> spans(resource, parameter, comparisons);
    return comparisons.size() == 1
        ? Criterion.date(comparisons.get(0), matches)
        : Criterion.check(matches);
  }

  private static boolean spans(
      Resource resource, Parameter parameter, List<Comparison> comparisons) {
    for (FhirDates.Span span : Values.spans(resource.json(), parameter)) {
      if (comparisons.stream().anyMatch(comparison -> comparison.matches(span))) {
        return true;
      }
    }
    return false;
  }
}
