package dev.trestle.app.platform;

import dev.trestle.app.validator.HapiProgram;
import dev.trestle.kernel.site.Environment;
import dev.trestle.kernel.site.Site;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a start needs to know.
 *
 * @param dataFolder everything Trestle writes, but for the master key
 * @param masterKey file of the master key
 * @param databaseUrl JDBC address of an external PostgreSQL; empty: the embedded one
 * @param site the configuration to start with
 * @param environment which MSH-11 is taken
 * @param httpPort 0 for any free one
 * @param workers how many messages are translated at once; the result does not depend on it
 * @param validator where HAPI's validator is, if it is installed
 */
public record PlatformSettings(
    Path dataFolder,
    Path masterKey,
    Optional<String> databaseUrl,
    SiteChoice site,
    Environment environment,
    int httpPort,
    int workers,
    HapiProgram validator) {

  /** Translators for each processor when nobody says otherwise; never fewer than two. */
  private static int standardWorkers() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  /** With the embedded database and the master key beside the data folder. */
  public static PlatformSettings in(Path dataFolder, Site site, int httpPort) {
    return in(dataFolder, new SiteChoice.Fixed(site), httpPort);
  }

  /** The same with a site that can change. */
  public static PlatformSettings in(Path dataFolder, SiteChoice site, int httpPort) {
    return new PlatformSettings(
        dataFolder,
        MasterKeyFile.defaultFor(dataFolder),
        Optional.empty(),
        site,
        Environment.ANY,
        httpPort,
        standardWorkers(),
        HapiProgram.beside());
  }

  /** Where the master key of a data folder is unless the operator says otherwise. */
  public static Path masterKeyOf(Path dataFolder) {
    return MasterKeyFile.defaultFor(dataFolder);
  }

  public PlatformSettings withMasterKey(Path file) {
    return new PlatformSettings(
        dataFolder, file, databaseUrl, site, environment, httpPort, workers, validator);
  }

  public PlatformSettings withDatabaseUrl(String url) {
    return new PlatformSettings(
        dataFolder, masterKey, Optional.of(url), site, environment, httpPort, workers, validator);
  }

  public PlatformSettings withEnvironment(Environment other) {
    return new PlatformSettings(
        dataFolder, masterKey, databaseUrl, site, other, httpPort, workers, validator);
  }

  public PlatformSettings withWorkers(int count) {
    return new PlatformSettings(
        dataFolder, masterKey, databaseUrl, site, environment, httpPort, count, validator);
  }

  public PlatformSettings withValidator(HapiProgram program) {
    return new PlatformSettings(
        dataFolder, masterKey, databaseUrl, site, environment, httpPort, workers, program);
  }
}
