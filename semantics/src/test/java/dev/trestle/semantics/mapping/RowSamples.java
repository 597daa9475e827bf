package dev.trestle.semantics.mapping;

import dev.trestle.semantics.mapping.plan.FieldPath;
import dev.trestle.semantics.mapping.plan.RulePlan;
import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of fields by their data type in the guide. */
final class RowSamples {
  private static final Map<String, String> BY_TYPE =
      Map.ofEntries(
          Map.entry("XPN", "DOE^JANE"),
          Map.entry("XCN", "1234^WELBY^MARCUS"),
          Map.entry("CX", "77^^^MERCY^MR"),
          Map.entry("XAD", "1 MAIN ST^^CHICAGO^IL^60601"),
          Map.entry("XTN", "^PRN^PH^^^312^5551234"),
          Map.entry("EI", "E1^APP"),
          Map.entry("EIP", "P1&APP^F1&LAB"),
          Map.entry("DTM", "20260105080000+0000"),
          Map.entry("TS", "20260105080000+0000"),
          Map.entry("DT", "20260105"),
          Map.entry("DR", "20260105080000+0000^20260106080000+0000"),
          Map.entry("TM", "0800"),
          Map.entry("NM", "5"),
          Map.entry("CQ", "5^mg"),
          Map.entry("PL", "4E^401^1"),
          Map.entry("XON", "ORG^^O1"),
          Map.entry("NDL", "1234&HOUSE&GREGORY"),
          Map.entry("SPS", "BLD&Blood"),
          Map.entry("DLN", "D1^TX^20270101"),
          Map.entry("DLD", "HOME"),
          Map.entry("OG", "1^2"),
          Map.entry("RPT", "BID"),
          Map.entry("CWE", "A^Alpha^L"),
          Map.entry("CNE", "A^Alpha^L"),
          Map.entry("CE", "A^Alpha^L"));

  /** What a value needs beside it: fields of the same segment by what the rule says of them. */
  private static final Map<String, String> BESIDE = Map.of("units", "min", "duration", "30");

  private RowSamples() {}

  /** Values to try, likely ones first. */
  static List<String> of(RulePlan.Take take, GuideTables guide, EffectiveMapping mapping) {
    List<String> samples = new ArrayList<>();
    CodeTable table = take.parameters().table();
    CodeTableDefinition codes = table == null ? null : mapping.tables().get(table.name());
    if (codes != null) {
      codes.rows().entrySet().stream()
          .filter(row -> !row.getValue().code().isEmpty())
          .limit(2)
          .forEach(row -> samples.add(row.getKey()));
    }
    String known = BY_TYPE.get(guide.type(take.path().fieldName()));
    if (known != null) {
      samples.add(known);
    }
    samples.addAll(
        List.of(
            "A^Alpha^L",
            "Y",
            "5",
            "20260105080000+0000",
            "text",
            "E1^APP",
            "1234^WELBY",
            "1^mg",
            "^IM^PDF^Base64^JVBERi0x"));
    return samples;
  }

  static Map<FieldPath, String> companions(RulePlan.Take take) {
    Map<FieldPath, String> beside = new LinkedHashMap<>();
    BESIDE.forEach(
        (setting, value) -> {
          String field = take.parameters().get(setting);
          if (!field.isEmpty()) {
            beside.put(new FieldPath(take.path().segment(), Integer.parseInt(field), 0, 0), value);
          }
        });
    return beside;
  }
}
