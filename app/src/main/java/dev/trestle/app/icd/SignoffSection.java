package dev.trestle.app.icd;

import dev.trestle.app.site.SiteVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The part of a document that names the clinical sign-off of its mapping. */
final class SignoffSection {
  private SignoffSection() {}

  static void write(Traffic traffic, Page page) {
    page.heading(2, "Clinical sign-off");
    if (!traffic.isSignoffKnown()) {
      page.paragraph(
          "Made from files: what was signed off is known to a running Trestle, and is not told here.");
    } else if (traffic.signedOff().isEmpty()) {
      page.paragraph("Nobody has signed off a mapping of this source.");
    }
    traffic.signedOff().ifPresent(found -> write(found, traffic.mappingHash(), page));
  }

  private static void write(SignedOff found, String mapping, Page page) {
    boolean same = found.mapping().equals(mapping);
    if (!same) {
      page.paragraph(
          "The mapping of this document was not signed off. What stands here is of an earlier one.");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Number", Long.toString(found.number())));
    rows.add(
        List.of(
            "Mapping",
            SiteVersion.shortened(found.mapping()) + (same ? ", this one" : ", an earlier one")));
    rows.add(List.of("State", found.state()));
    rows.add(List.of("Approved", found.approved() + " of " + found.items()));
    if (found.rejected() > 0) {
      rows.add(List.of("Rejected", found.rejected() + " of " + found.items()));
    }
    rows.add(List.of("Begun", day(found.begun())));
    found.decided().ifPresent(at -> rows.add(List.of("Last decision", day(at))));
    if (!found.deciders().isEmpty()) {
      rows.add(List.of("Decided by", String.join(", ", found.deciders())));
    }
    page.table(List.of("What", "How"), rows);
  }

  private static String day(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
