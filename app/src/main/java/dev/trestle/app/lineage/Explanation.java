package dev.trestle.app.lineage;

import dev.trestle.app.lineage.VersionLineage.Check;
import dev.trestle.app.lineage.VersionLineage.Element;
import dev.trestle.app.lineage.VersionLineage.Leaf;
import dev.trestle.app.lineage.VersionLineage.Row;
import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.records.fold.Json;
import dev.trestle.records.fold.SlotKey;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.lineage.ElementOrigin;
import dev.trestle.records.lineage.ElementOrigin.Kind;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.lineage.VersionOrigin;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.mapping.RuleBook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Puts an element's origin into the words that people follow. Used for one version. */
final class Explanation {
  private static final RuleBook.Rule NO_RULE = new RuleBook.Rule("", List.of(), "");

  private final VersionOrigin version;
  private final Map<Long, EntryTrace> traces;
  private final RuleListStore ruleLists;
  private final KeyedHash naming;
  private final OriginReader origins;
  private final Map<Long, Repeats> repeats = new HashMap<>();
  private final Map<String, Optional<List<RuleBook.Rule>>> kept = new HashMap<>();

  Explanation(
      VersionOrigin version,
      Map<Long, EntryTrace> traces,
      RuleListStore ruleLists,
      KeyedHash naming,
      OriginReader origins) {
    this.version = version;
    this.traces = traces;
    this.ruleLists = ruleLists;
    this.naming = naming;
    this.origins = origins;
  }

  Element of(ElementOrigin element) {
    Stamp setBy = element.setBy();
    boolean said = !setBy.equals(Stamp.NONE);
    boolean confirmed = said && !element.confirmedBy().equals(setBy);
    EntryTrace trace = said ? traces.get(setBy.seq()) : null;
    Optional<Repeats.Leaf> now = now(element, trace);
    RuleBook.Rule rule = element.origin() == null ? NO_RULE : rule(element.origin(), setBy, trace);
    return new Element(
        element.path(),
        element.value(),
        element.kind().name().toLowerCase(Locale.ROOT),
        by(element),
        said ? setBy.seq() : 0,
        said ? time(setBy) : null,
        said ? setBy.level() : 0,
        confirmed ? element.confirmedBy().seq() : 0,
        confirmed ? time(element.confirmedBy()) : null,
        rule.id(),
        rule.layers(),
        rule.place(),
        element.origin() == null ? "" : setBy.mapping(),
        row(now, trace),
        leaf(element, trace),
        check(element, trace, now, rule));
  }

  private static @Nullable Instant time(Stamp stamp) {
    return stamp.timeMicros() == Long.MIN_VALUE ? null : Lineage.instant(stamp.timeMicros());
  }

  private static String by(ElementOrigin element) {
    return switch (element.kind()) {
      case MESSAGE -> "The rule made it of these bytes.";
      case RULE -> "The rule says it; the message made the rule run.";
      case REFERENCE -> "Made by Trestle: the id of the resource that the message names.";
      case LIST ->
          "Made by Trestle: the complete list "
              + collection(element)
              + " of the message does not name this resource.";
      case LABEL -> "Made by Trestle from the sensitivity rules; it came with this entry first.";
      case TRESTLE -> ofTrestle(element.path());
      case UNTOLD -> "Nothing tells where it comes from. This is a defect.";
    };
  }

  private static String ofTrestle(String path) {
    if (path.endsWith(".versionId")) {
      return "Made by Trestle: counts the versions of the resource.";
    }
    if (path.endsWith(".lastUpdated")) {
      return "Made by Trestle: when the version was committed.";
    }
    if (path.contains(".contained[") || path.endsWith(".reference")) {
      return "Made by Trestle: ties a contained resource to the one around it.";
    }
    return "Made by Trestle from the health system, the authority and the first number that named"
        + " the resource.";
  }

  private static String collection(ElementOrigin element) {
    SlotKey slot = element.slot();
    String path = slot == null ? "" : slot.path();
    int from = path.indexOf("[list:");
    return from < 0 ? "" : path.substring(from + "[list:".length(), path.length() - 1);
  }

  private Optional<Repeats.Leaf> now(ElementOrigin element, @Nullable EntryTrace trace) {
    Repeats repeated = repeats(trace);
    SlotKey slot = element.slot();
    return repeated == null || slot == null
        ? Optional.empty()
        : repeated.leaf(slot, element.setBy(), element.leaf());
  }

  private @Nullable Repeats repeats(@Nullable EntryTrace trace) {
    EntryTrace.Again again = trace == null ? null : trace.again();
    return trace == null || again == null
        ? null
        : repeats.computeIfAbsent(
            trace.facts().seq(), seq -> new Repeats(again.translation(), version, naming, origins));
  }

  /** By the mapping that ran; its ordinals mean nothing in another one. */
  private RuleBook.Rule rule(Origin origin, Stamp setBy, @Nullable EntryTrace trace) {
    EntryTrace.Again again = trace == null ? null : trace.again();
    List<RuleBook.Rule> rules =
        again != null && again.rules().mapping().equals(setBy.mapping())
            ? again.rules().rules()
            : kept.computeIfAbsent(setBy.mapping(), ruleLists::find).orElse(List.of());
    return origin.rule() < rules.size()
        ? rules.get(origin.rule())
        : new RuleBook.Rule(
            "rule " + origin.rule() + " of mapping " + setBy.mapping(), List.of(), "");
  }

  private static @Nullable Row row(Optional<Repeats.Leaf> now, @Nullable EntryTrace trace) {
    Origin origin = now.map(Repeats.Leaf::origin).orElse(null);
    Origin.Row row = origin == null ? null : origin.row();
    EntryTrace.Again again = trace == null ? null : trace.again();
    if (row == null || again == null) {
      return null;
    }
    return again
        .rules()
        .place(row.table(), row.key())
        .map(place -> new Row(row.table(), row.key(), place.layer(), place.toString()))
        .orElseGet(() -> new Row(row.table(), row.key(), "", ""));
  }

  private static @Nullable Leaf leaf(ElementOrigin element, @Nullable EntryTrace trace) {
    Origin origin = element.origin();
    if (origin == null || origin.start() < 0) {
      return null;
    }
    EntryTrace.Again again = trace == null ? null : trace.again();
    if (again == null || origin.start() + origin.length() > again.message().raw().length) {
      return new Leaf("", origin.start(), origin.length(), false, null);
    }
    Hl7Message message = again.message();
    return new Leaf(
        message.location(origin.start(), origin.length()),
        origin.start(),
        origin.length(),
        again.transcoded(),
        message.text(origin.start(), origin.length()));
  }

  private Check check(
      ElementOrigin element,
      @Nullable EntryTrace trace,
      Optional<Repeats.Leaf> now,
      RuleBook.Rule rule) {
    if (element.kind() == Kind.TRESTLE || element.kind() == Kind.UNTOLD) {
      return Check.none("No message says it.");
    }
    Repeats repeated = repeats(trace);
    if (trace == null || repeated == null) {
      return Check.none(
          trace == null
              ? "Too many entries set this version; this one is not checked."
              : trace.trouble());
    }
    if (element.kind() == Kind.LABEL) {
      return verdict(repeated.says(label(element.path())), trace, "the label is not said");
    }
    if (element.kind() == Kind.LIST) {
      return verdict(
          repeated.leavesOut(version.resource().type(), collection(element), element.setBy()),
          trace,
          "the list names it, or is not complete");
    }
    if (now.isEmpty()) {
      return verdict(false, trace, "nothing is said here");
    }
    return said(element, trace, repeated, now.get(), rule);
  }

  private static Check said(
      ElementOrigin element,
      EntryTrace trace,
      Repeats repeated,
      Repeats.Leaf now,
      RuleBook.Rule rule) {
    boolean same =
        element.kind() == Kind.REFERENCE
            ? repeated.refersTo(now.value(), element.value())
            : Json.same(now.value(), element.value());
    if (!same) {
      return verdict(false, trace, "another value is said");
    }
    Origin then = element.origin();
    Origin origin = now.origin();
    EntryTrace.Again again = trace.again();
    if (then == null || origin == null || again == null) {
      return verdict(false, trace, "no rule is told");
    }
    String ruleNow = again.rules().rules().get(origin.rule()).id();
    boolean sameBytes = origin.start() == then.start() && origin.length() == then.length();
    return verdict(
        ruleNow.equals(rule.id()) && sameBytes,
        trace,
        sameBytes ? "the rule is " + ruleNow : "the value is made of other bytes");
  }

  private static Check verdict(boolean confirmed, EntryTrace trace, String otherwise) {
    return confirmed
        ? Check.CONFIRMED
        : Check.differs("Differs under " + trace.under() + ": " + otherwise + ".");
  }

  /** {@code system|code} of the label whose property this path is. */
  private String label(String path) {
    int from = path.indexOf('[') + 1;
    int index = Integer.parseInt(path.substring(from, path.indexOf(']', from)));
    JsonNode coding = version.resource().json().path("meta").path("security").path(index);
    String system = coding.path("system").asString("");
    String code = coding.path("code").asString("");
    return system.isEmpty() ? code : system + "|" + code;
  }
}
