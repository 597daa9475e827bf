package dev.trestle.sandbox.site;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.dialect.FeedProfile;
import dev.trestle.sandbox.dialect.HospitalProfile;
import dev.trestle.sandbox.dialect.Hospitals;
import dev.trestle.sandbox.dialect.Notation.Identifiers;
import dev.trestle.sandbox.dialect.Notation.Trait;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The site of the simulated hospitals: one TLS listener on loopback that all feeds share, told
 * apart by MSH-3 and MSH-4; who fits none is taken by {@code unknown/any}.
 */
public final class DemoSite {
  /** The source of senders that fit none. */
  public static final SourceName CATCH_ALL = new SourceName("unknown", "any");

  private static final String LISTENER = "hospitals";
  private static final String OID_PREFIX = "urn:oid:";
  private static final String NAMESPACE_PREFIX = "https://trestle.example/sandbox/";

  private DemoSite() {}

  /** The site with its listener on a port; 0 for any free one. */
  public static Site site(int mllpPort) {
    List<HealthSystem> systems = new ArrayList<>();
    List<SourceName> names = new ArrayList<>();
    for (HospitalProfile hospital : Hospitals.all()) {
      HealthSystem system = healthSystem(hospital);
      systems.add(system);
      system.sources().forEach(source -> names.add(source.name()));
    }
    Source any = Source.named(CATCH_ALL, ZoneOffset.UTC).build();
    systems.add(
        new HealthSystem(CATCH_ALL.healthSystem(), ZoneOffset.UTC, List.of(), List.of(any)));
    Listener listener =
        new Listener(LISTENER, "127.0.0.1", mllpPort, true, false, names, CATCH_ALL);
    return new Site(version(systems, listener), systems, List.of(listener));
  }

  /** The health system of a hospital, with its authorities and feeds. */
  public static HealthSystem healthSystem(HospitalProfile hospital) {
    boolean strips = hospital.feeds().stream().anyMatch(f -> f.notation().has(Trait.STRIPS_ZEROS));
    List<Authority> authorities = new ArrayList<>();
    authorities.add(
        new Authority(
            "MRN",
            List.of(hospital.authority(), hospital.oid()),
            OID_PREFIX + hospital.oid(),
            false,
            strips));
    for (String suffix : List.of("EPI", "VN", "AN")) {
      authorities.add(
          new Authority(
              suffix,
              List.of(hospital.authority() + suffix),
              NAMESPACE_PREFIX + hospital.id() + "/" + suffix,
              false,
              false));
    }
    List<Source> sources = hospital.feeds().stream().map(feed -> source(hospital, feed)).toList();
    return new HealthSystem(hospital.id(), hospital.zone(), authorities, sources);
  }

  private static Source source(HospitalProfile hospital, FeedProfile feed) {
    boolean bare = feed.notation().identifiers() == Identifiers.BARE;
    @Nullable String charset =
        feed.wire().declared().isEmpty() ? feed.wire().charset().name() : null;
    return Source.named(new SourceName(hospital.id(), feed.name()), hospital.zone())
        .senders(List.of(new Source.Sender(feed.application(), feed.facility())))
        .charset(charset)
        .patientAuthorities(List.of("MRN"))
        .defaultAuthority(bare ? "MRN" : null)
        .build();
  }

  /** The records print their contents, which are configuration and in a fixed order. */
  private static String version(List<HealthSystem> systems, Listener listener) {
    try {
      byte[] text = (systems + "\n" + listener).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
