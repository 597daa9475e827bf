package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.records.read.Resource;
import dev.trestle.records.search.LinkedPatients;
import dev.trestle.records.search.SearchPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTest {
  private final Records records = Records.empty();
  private long seq;

  @Test
  void patientsAreFoundByWhatIsKnownOfThem() {
    String anna = person("1", "Søndergård", "Anna-Lena", "1980-05-17", "female");
    person("2", "Li", "Wei", "1951", "male");
    for (String hit :
        List.of(
            "identifier=urn:mrn|MRN-1",
            "identifier=MRN-1",
            "family=sonder",
            "family=SØNDERGARD",
            "family=sondergard",
            "family:exact=Søndergård",
            "given=annalena",
            "name=anna",
            "name=sond",
            "birthdate=1980-05-17",
            "birthdate=1980-05",
            "birthdate=1980",
            "birthdate=ge1980-01-01",
            "birthdate=lt1981",
            "gender=female",
            "_id=" + anna,
            "_lastUpdated=ge2026-11-20")) {
      assertThat(ids(records.find("Patient", hit))).as(hit).contains(anna);
    }
    for (String miss :
        List.of(
            "identifier=urn:other|MRN-1",
            "identifier=MRN-10",
            "family=sondergardx",
            "family=anna",
            "family:exact=Sondergard",
            "birthdate=1980-05-18",
            "birthdate=gt1980-05-17",
            "gender=male",
            "_id=00000000-0000-0000-0000-000000000000",
            "_lastUpdated=lt2026-11-20")) {
      assertThat(ids(records.find("Patient", miss))).as(miss).doesNotContain(anna);
    }
    assertThat(records.find("Patient", "family=li")).hasSize(1);
    assertThat(records.find("Patient", "family=l")).isEmpty();
    assertThat(records.find("Patient", "family=li,sonder", "gender=male")).hasSize(1);
  }

  @Test
  void clinicalResourcesAreFoundByPatientCodeCategoryAndDate() {
    String anna = person("1", "Berg", "Anna", "1980-05-17", "female");
    String bo = person("2", "Berg", "Bo", "1981", "male");
    result("1", "K1", "2823-3", "2026-03-01T08:00:00Z");
    result("1", "K2", "2823-3", "2026-04-01T08:00:00Z");
    result("1", "N1", "2951-2", "2026-04-01T08:00:00Z");
    result("2", "K3", "2823-3", "2026-04-01T08:00:00Z");
    assertThat(records.find("Observation", "patient=" + anna)).hasSize(3);
    assertThat(records.find("Observation", "subject=Patient/" + bo)).hasSize(1);
    assertThat(records.find("Observation", "patient=" + anna, "code=http://loinc.org|2823-3"))
        .hasSize(2);
    assertThat(records.find("Observation", "code=2823-3")).hasSize(3);
    assertThat(records.find("Observation", "code=http://other|2823-3")).isEmpty();
    assertThat(
            records.find("Observation", "patient=" + anna, "category=laboratory", "date=2026-03"))
        .hasSize(1);
    assertThat(records.find("Observation", "patient=" + anna, "date=ge2026-03-02")).hasSize(2);
    assertThat(records.find("Observation", "date=sa2026-04")).isEmpty();
    assertThat(records.find("Observation", "status=final", "code=2951-2")).hasSize(1);
    assertThat(records.find("Observation", "status=preliminary", "code=2951-2")).isEmpty();
    assertThat(
            records.find("Observation", "patient=" + anna, "code=2823-3", "_sort=-date").stream()
                .map(hit -> hit.json().get("effectiveDateTime").asString().substring(5, 7)))
        .containsExactly("04", "03");
  }

  @Test
  void whatChangedSinceComesInTheOrderOfItsChangesOverAllPages() {
    String first = person("1", "Berg", "Anna", "1980-05-17", "female");
    String second = person("2", "Berg", "Bo", "1981", "male");
    String third = person("3", "Berg", "Cy", "1982", "male");
    person("1", "Berg-Lund", "Anna", "1980-05-17", "female");
    assertThat(ids(records.find("Patient", "family=berg"))).containsExactly(first, second, third);
    List<String> pages = new ArrayList<>();
    String cursor = null;
    do {
      List<String> query = new ArrayList<>(List.of("_lastUpdated=gt2026-01-01", "_count=2"));
      if (cursor != null) {
        query.add("_cursor=" + cursor);
      }
      SearchPage page =
          records.search.search(
              "Patient", Records.query(query.toArray(String[]::new)), LinkedPatients.NONE);
      pages.addAll(ids(page.hits()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(pages).containsExactly(second, third, first);
  }

  @Test
  void aSearchByPatientFindsWhatBelongsToTheLinkedOnes() {
    String anna = person("1", "Berg", "Anna", "1980-05-17", "female");
    person("2", "Berg", "Anna", "1980-05-17", "female");
    result("2", "K3", "2823-3", "2026-04-01T08:00:00Z");
    Set<Long> both = Set.copyOf(records.longs("select rid from resource where rid = patient_rid"));
    assertThat(records.find("Observation", "patient=" + anna)).isEmpty();
    LinkedPatients linked = rid -> both;
    assertThat(
            records.search.search("Observation", Records.query("patient=" + anna), linked).hits())
        .hasSize(1);
  }

  @Test
  void aChangedValueIsFoundByTheNewOneOnly() {
    String anna = person("1", "Berg", "Anna", "1980-05-17", "female");
    records.apply(
        adt(9).about(patient("MR:1"), slot("name[1]", "[{'family':'Lund'}]")).entry(++seq));
    assertThat(ids(records.find("Patient", "family=lund"))).containsExactly(anna);
    assertThat(records.find("Patient", "family=berg")).isEmpty();
  }

  @Test
  void pagesNeitherRepeatNorMissWhileOthersWrite() {
    for (int i = 0; i < 10; i++) {
      person("A" + i, "Berg", "Anna", "1980", "female");
    }
    for (String sort : List.of("", "_sort=_lastUpdated", "_sort=family")) {
      List<String> seen = new ArrayList<>();
      String cursor = null;
      int page = 0;
      do {
        List<String> query = new ArrayList<>(List.of("family=berg", "_count=3"));
        if (!sort.isEmpty()) {
          query.add(sort);
        }
        if (cursor != null) {
          query.add("_cursor=" + cursor);
        }
        SearchPage found =
            records.search.search(
                "Patient", Records.query(query.toArray(String[]::new)), LinkedPatients.NONE);
        seen.addAll(ids(found.hits()));
        cursor = found.next();
        if (page++ == 0) {
          person("B" + sort, "Berg", "Bo", "1990", "male");
        }
      } while (cursor != null);
      assertThat(seen).as(sort).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void sealedTextSortsFewHitsInMemory() {
    person("1", "Østby", "Anna", "1980", "female");
    person("2", "Berg", "Anna", "1979", "female");
    assertThat(
            records.find("Patient", "given=anna", "_sort=-family").stream()
                .map(hit -> hit.json().at("/name/0/family").asString()))
        .containsExactly("Østby", "Berg");
    assertThat(
            records.find("Patient", "given=anna", "_sort=birthdate").stream()
                .map(hit -> hit.json().get("birthDate").asString()))
        .containsExactly("1979", "1980");
  }

  @Test
  void whatIsNotKnownIsRefused() {
    for (String query :
        List.of(
            "colour=red",
            "family:contains=a",
            "gender:exact=male",
            "_total=accurate",
            "_sort=gender",
            "identifier=urn:mrn|",
            "birthdate=ap1980")) {
      assertProblem(query, ProblemCode.NOT_SUPPORTED);
    }
    for (String query :
        List.of("birthdate=1980-5", "_count=-1", "_count=x", "family=-", "_cursor=AAAA")) {
      assertProblem(query, ProblemCode.REQUEST_INVALID);
    }
  }

  @Test
  void aCursorOfAnotherQueryIsRefused() {
    person("1", "Berg", "Anna", "1980", "female");
    person("2", "Berg", "Bo", "1980", "male");
    String next =
        records
            .search
            .search("Patient", Records.query("family=berg", "_count=1"), LinkedPatients.NONE)
            .next();
    assertThat(next).isNotNull();
    assertProblem("_cursor=" + next, ProblemCode.REQUEST_INVALID);
  }

  private void assertProblem(String query, ProblemCode code) {
    assertThatThrownBy(() -> records.find("Patient", query))
        .as(query)
        .isInstanceOfSatisfying(
            TrestleException.class, e -> assertThat(e.code()).as(query).isEqualTo(code));
  }

  private static List<String> ids(List<Resource> hits) {
    return hits.stream().map(Resource::id).toList();
  }

  private String person(
      String number, String family, String given, String birthDate, String gender) {
    return records
        .apply(
            adt(1)
                .about(
                    patient("MR:" + number),
                    slot(
                        "identifier[MR]",
                        "[{'system':'urn:mrn','value':'MRN-%s'}]".formatted(number)),
                    slot("name[1]", "[{'family':'%s','given':['%s']}]".formatted(family, given)),
                    slot("birthDate", "'" + birthDate + "'"),
                    slot("gender", "'" + gender + "'"))
                .entry(++seq))
        .get(0)
        .changes()
        .get(0)
        .id();
  }

  private void result(String number, String filler, String loinc, String time) {
    ResourceKey patient = patient("MR:" + number);
    records.apply(
        adt(1)
            .about(
                ofPatient(patient, "Observation", filler),
                slot("status", "'final'"),
                slot(
                    "code",
                    "{'coding':[{'system':'http://loinc.org','code':'%s'}]}".formatted(loinc)),
                slot("category", "[{'coding':[{'system':'urn:c','code':'laboratory'}]}]"),
                slot("effective[x]", "{'effectiveDateTime':'%s'}".formatted(time)))
            .entry(++seq));
  }
}
