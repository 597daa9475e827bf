package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.FieldPath;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.Plan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * For every rule that cites a row of the guide, and each of its alternatives: a message that says
 * this field alone yields the element that the rule names, made of the bytes of that field.
 */
class GuideRowMessagesTest {
  private static final int VARIANTS = 8;

  /** Rules whose value is made of other fields than the one they begin with, or rarely of it. */
  private static final Set<String> OTHERWISE =
      Set.of(
          "encounter-diagnosis.diagnosis DG1-3", // a reference; DG1-6 and DG1-15 stand beside it
          "order-control.requester ORC-12", // the order has it already; this adds the address
          "observation.methods OBX-17", // only where it repeats
          "patient-observation.methods OBX-17", // as well
          "order-question.methods OBX-17", // as well
          "order-control.requester-named ORC-12", // the order has the same name already
          "order-control.other-orderer ORC-12", // only beside another one in OBR-16
          "medication-requested.dosage RXO-1", // the amount is in RXO-2, the timing in TQ1
          "patient.multiple-birth-order PID-24", // only where PID-25 is no number
          "patient.deceased-since PID-30"); // only where PID-29 is no time

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
  private final Plan plan = translator.plan(List.of());
  private final EffectiveMapping mapping = translator.effective(List.of());

  /** A field that a rule reads for a row. */
  private record Row(MapPlan map, RulePlan rule, RulePlan.Take take) {}

  @TestFactory
  Stream<DynamicTest> theFieldOfARowAloneYieldsItsElement() throws IOException {
    assumeTrue(Files.isDirectory(GuideTables.folder()), "skipped: no corpus (trestle.corpus)");
    GuideTables guide = GuideTables.read();
    return rows().stream()
        .filter(row -> !OTHERWISE.contains(name(row)))
        .map(row -> DynamicTest.dynamicTest(name(row), () -> yields(row, guide)));
  }

  private String name(Row row) {
    return plan.ruleIds().get(row.rule().ordinal()) + " " + row.take().path().fieldName();
  }

  private List<Row> rows() {
    Map<String, MapPlan> maps = new TreeMap<>();
    plan.messages().values().forEach(type -> type.maps().forEach(map -> maps.put(map.name(), map)));
    List<Row> rows = new ArrayList<>();
    for (MapPlan map : maps.values()) {
      for (RulePlan rule : map.rules()) {
        String id = plan.ruleIds().get(rule.ordinal());
        if (isCited(map, id)) {
          takes(rule).forEach(take -> rows.add(new Row(map, rule, take)));
        }
      }
    }
    return rows;
  }

  private boolean isCited(MapPlan map, String rule) {
    MapDefinition definition = mapping.maps().get(map.name());
    RuleDefinition found = definition == null ? null : definition.rules().get(rule);
    return found != null && found.find("row").isPresent();
  }

  private static List<RulePlan.Take> takes(RulePlan rule) {
    if (rule.action() instanceof RulePlan.Take take) {
      return List.of(take);
    }
    return rule.action() instanceof RulePlan.Choose choose ? choose.takes() : List.of();
  }

  private void yields(Row row, GuideTables guide) {
    String tried = "";
    for (Map.Entry<String, MessagePlan> type : new TreeMap<>(plan.messages()).entrySet()) {
      if (!type.getValue().maps().contains(row.map()) || type.getValue().partial()) {
        continue;
      }
      for (String sample : RowSamples.of(row.take(), guide, mapping)) {
        for (int variant = 0; variant < VARIANTS; variant++) {
          byte[] raw = message(type.getKey(), row, sample, variant);
          tried = new String(raw, StandardCharsets.UTF_8).replace('\r', '\n');
          if (said(raw, row)) {
            return;
          }
        }
      }
    }
    fail("no message with it alone yields %s; the last was%n%s", name(row), tried);
  }

  /**
   * @param variant bit 0: a value stands in its component only; bit 1: of alternatives in a
   *     condition the second holds; bit 2: a value that the condition asks for stays
   */
  private static byte[] message(String type, Row row, String sample, int variant) {
    RowMessage message =
        new RowMessage(type, row.map().from(), row.map().role(), (variant & 2) != 0);
    FieldPath path = row.take().path();
    takes(row.rule()).stream()
        .takeWhile(take -> !take.equals(row.take()))
        .forEach(take -> message.clear(take.path()));
    if (row.map().when() != null) {
      message.fulfil(row.map().when(), true);
    }
    if (row.rule().when() != null) {
      message.fulfil(row.rule().when(), true);
    }
    FieldPath whole = new FieldPath(path.segment(), path.field(), 0, 0);
    if ((variant & 4) == 0 || !message.says(whole)) {
      message.put((variant & 1) == 0 ? whole : path, sample);
    }
    RowSamples.companions(row.take()).forEach(message::put);
    return message.bytes();
  }

  /** Whether the element was said, and of the bytes of the field. */
  private boolean said(byte[] raw, Row row) {
    Translation translation = translator.translate(raw, Feeds.ADT, Feeds.SITE);
    Segment segment = segment(raw, row);
    if (segment == null) {
      return false;
    }
    int field = row.take().path().field();
    int start = segment.start(field, 0, 0, 0);
    int end = start + segment.length(field, 0, 0, 0);
    boolean element = false;
    boolean ofField = false;
    for (Statement statement : translation.statements()) {
      for (Slot slot : statement.slots()) {
        for (Origin origin : slot.origins()) {
          boolean ours = origin.rule() == row.rule().ordinal();
          element |= ours && slot.element().equals(Slot.element(row.rule().element()));
          ofField |= ours && origin.start() >= start && origin.start() < end;
        }
      }
    }
    return element && ofField;
  }

  private static @Nullable Segment segment(byte[] raw, Row row) {
    return Hl7Message.read(raw, ReadOptions.DEFAULT).first(row.take().path().segment());
  }
}
