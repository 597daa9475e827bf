package dev.trestle.app.platform;

import dev.trestle.identity.link.LinkStore;
import dev.trestle.orchestration.chart.PatientDirectory;
import dev.trestle.records.overlay.AlarmStore;
import dev.trestle.records.read.PatientLookup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Between modules: who patients are in the record, and who is the same person. */
record Charts(PatientLookup lookup, LinkStore links, AlarmStore alarms)
    implements PatientDirectory {
  static Charts of(PatientLookup lookup, Identity persons) {
    return new Charts(lookup, persons.links(), persons.parts().alarms());
  }

  @Override
  public Map<UUID, Long> patients(Collection<UUID> names) {
    return lookup.byName(names);
  }

  @Override
  public Map<Long, Integer> doubtful(int most) {
    return alarms.filedInDoubt(most);
  }

  @Override
  public Map<Long, Set<Long>> linked(Collection<Long> patientRids) {
    Map<Long, Set<Long>> persons = new HashMap<>();
    for (Long rid : patientRids) {
      if (!persons.containsKey(rid)) {
        Set<Long> person = links.with(rid);
        person.forEach(member -> persons.put(member, person));
      }
    }
    return persons;
  }
}
