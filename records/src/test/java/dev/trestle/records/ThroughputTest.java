package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.statement.ResourceKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Durable batches of admissions with eight resources each; run it alone to read its figures. */
@EnabledIfSystemProperty(named = "trestle.measure", matches = "true")
class ThroughputTest {
  private static final int MESSAGES = 2000;
  private static final int WARM_UP = 2000;
  private static final int BATCH = 50;
  private static final int RESOURCES = 8;

  @Test
  void measure() {
    Records records = Records.empty();
    run(records, "warm", 1, WARM_UP);
    report("new patients", run(records, "fresh", 1, MESSAGES));
    report("repeats", run(records, "fresh", 2, MESSAGES));
    long bytes =
        records
            .longs(
                """
                select sum(pg_total_relation_size(c.oid))::bigint
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname = 'public'
                """)
            .get(0);
    long resources = records.count("resource");
    System.getLogger("throughput")
        .log(System.Logger.Level.WARNING, "{0} bytes a resource", bytes / resources);
    assertThat(resources).isEqualTo((long) RESOURCES * (WARM_UP + MESSAGES));
  }

  /** Of a pass: time on the wall, processor time of this thread and of PostgreSQL. */
  private record Figures(double seconds, double ownCpuSeconds, double databaseCpuSeconds) {}

  private static void report(String what, Figures figures) {
    System.getLogger("throughput")
        .log(
            System.Logger.Level.WARNING,
            "{0}: {1} resources a second; of a message {2} us here, {3} us in PostgreSQL",
            what,
            Math.round(MESSAGES * RESOURCES / figures.seconds()),
            Math.round(figures.ownCpuSeconds() * 1e6 / MESSAGES),
            Math.round(figures.databaseCpuSeconds() * 1e6 / MESSAGES));
  }

  private static Figures run(Records records, String name, int time, int messages) {
    double database = databaseCpuSeconds(records);
    long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long start = System.nanoTime();
    List<Entry> batch = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      batch.add(message(name + i, time).entry((long) time * 1_000_000 + i));
      if (batch.size() == BATCH) {
        records.apply(batch);
        batch.clear();
      }
    }
    return new Figures(
        (System.nanoTime() - start) / 1e9,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own) / 1e9,
        databaseCpuSeconds(records) - database);
  }

  /** Backends of the pool; user and system time, in ticks of 10 ms (proc(5)). */
  private static double databaseCpuSeconds(Records records) {
    double ticks = 0;
    for (long pid :
        records.longs("select pid from pg_stat_activity where datname = current_database()")) {
      try {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).split(" ");
        ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
      } catch (IOException gone) {
        ticks += 0;
      }
    }
    return ticks / 100;
  }

  private static Say message(String number, int time) {
    ResourceKey patient = patient("MR:" + number, "PI:" + number);
    Say say = adt(time);
    say.about(
        patient,
        slot("identifier[MR]", "[{'system':'urn:mrn','value':'%s'}]".formatted(number)),
        slot("name[1]", "[{'family':'Berg%s','given':['Anna','Lena']}]".formatted(number)),
        slot("birthDate", "'1980-05-17'"),
        slot("gender", "'female'"),
        slot("telecom[PID-13]", "[{'system':'phone','value':'555-0199','use':'home'}]"),
        slot(
            "address[PID-11]",
            "[{'line':['1 Main St'],'city':'Springfield','postalCode':'62701'}]"));
    ResourceKey visit = ofPatient(patient, "Encounter", "V1");
    String subject = "{'reference':'key:0'}";
    say.about(
        visit,
        slot("subject", subject),
        Say.event("status", "'in-progress'", "admit", false),
        slot("class", "{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'IMP'}"),
        slot("period.start", "'2026-11-20T08:00:00Z'"));
    for (String type : List.of("AllergyIntolerance", "Condition", "Coverage", "RelatedPerson")) {
      say.about(
          ofPatient(patient, type, "1"),
          slot("patient", subject),
          slot("code", "{'coding':[{'system':'urn:c','code':'A%s'}]}".formatted(type.length())),
          slot("note[1]", "[{'text':'as told by the patient at admission'}]"));
    }
    for (String filler : List.of("K", "N")) {
      say.about(
          ofPatient(patient, "Observation", filler),
          slot("subject", subject),
          slot("status", "'final'"),
          slot("code", "{'coding':[{'system':'http://loinc.org','code':'2823-3'}]}"),
          slot("value[x]", "{'valueQuantity':{'value':4.10,'unit':'mmol/L'}}"),
          slot("effective[x]", "{'effectiveDateTime':'2026-11-20T08:00:00Z'}"));
    }
    return say;
  }
}
