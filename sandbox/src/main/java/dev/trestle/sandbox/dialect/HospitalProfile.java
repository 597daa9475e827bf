package dev.trestle.sandbox.dialect;

import java.time.ZoneId;
import java.util.List;

/**
 * One simulated hospital.
 *
 * @param id id of the health system
 * @param title its name in documents
 * @param zone local time
 * @param authority namespace of its record numbers (CX-4.1)
 * @param oid universal id of that authority
 * @param numbers how records are numbered
 * @param adt the registration feed
 * @param lab the results feed
 * @param zSegments own segments: ZPD with the patient, ZVN with the visit
 * @param habits how often quirks happen
 */
public record HospitalProfile(
    String id,
    String title,
    ZoneId zone,
    String authority,
    String oid,
    Numbers numbers,
    FeedProfile adt,
    FeedProfile lab,
    boolean zSegments,
    Habits habits) {

  public List<FeedProfile> feeds() {
    return List.of(adt, lab);
  }
}
