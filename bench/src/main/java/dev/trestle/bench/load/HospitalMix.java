package dev.trestle.bench.load;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.hospital.Hospital;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The usual mix of the simulated hospitals: admissions, updates, merges and results, with copies
 * and late messages, half of the episodes about people seen before.
 */
public final class HospitalMix {
  private static final int PEOPLE = 6_000;

  private final Sandbox sandbox;

  /**
   * @param seed another one has other people
   */
  public HospitalMix(long seed) {
    this.sandbox = Sandbox.of(seed, PEOPLE);
  }

  /** The next messages of the hospitals in turn, a list for each feed in its order. */
  public List<Iterator<byte[]>> next(int messages) {
    SortedMap<SourceName, List<byte[]>> feeds = new TreeMap<>();
    for (int i = 0; i < messages; i++) {
      List<Hospital> hospitals = sandbox.hospitals();
      SimulatedMessage next = hospitals.get(i % hospitals.size()).next();
      feeds.computeIfAbsent(next.feed(), any -> new ArrayList<>()).add(next.bytes());
    }
    List<Iterator<byte[]>> lists = new ArrayList<>();
    feeds.values().forEach(list -> lists.add(list.iterator()));
    return lists;
  }

  /** The first laboratory result of the first hospital of a sandbox of its own. */
  public static byte[] firstResult(long seed) {
    return Sandbox.of(seed, 1_000)
        .hospitals()
        .get(0)
        .messages()
        .filter(message -> message.type().equals("ORU^R01"))
        .findFirst()
        .map(SimulatedMessage::bytes)
        .orElseThrow();
  }
}
