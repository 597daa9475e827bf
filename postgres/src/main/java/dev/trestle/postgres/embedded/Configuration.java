package dev.trestle.postgres.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The server's configuration file, written anew at each start. */
final class Configuration {
  /** The log takes at most this part of the free space. */
  private static final long FREE_SHARE = 20;

  private static final long LEAST_LOG_MEGABYTES = 512;

  /** Recovery after a crash reads it all: about a minute. */
  private static final long MOST_LOG_MEGABYTES = 4096;

  private Configuration() {}

  static String text(DataFolder data, EmbeddedPostgresSettings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    durability(values);
    resources(values, settings, data);
    logging(values, data);
    return "# Written by Trestle at each start; changes here are lost.\n"
        + values.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + quote(entry.getValue()) + "\n")
            .collect(Collectors.joining());
  }

  /** Promise 1 hangs on these; every connection of the pool reads the first three back. */
  private static void durability(Map<String, String> values) {
    values.put("fsync", "on");
    values.put("full_page_writes", "on");
    values.put("synchronous_commit", "on");
    values.put("data_sync_retry", "off");
    values.put("wal_compression", "on");
    values.put("restart_after_crash", "on");
  }

  private static void resources(
      Map<String, String> values, EmbeddedPostgresSettings settings, DataFolder data) {
    values.put("listen_addresses", "127.0.0.1");
    values.put("unix_socket_directories", "");
    values.put("max_connections", Integer.toString(settings.maxConnections()));
    values.put("shared_buffers", settings.sharedBuffersMegabytes() + "MB");
    values.put("max_wal_size", logMegabytes(data) + "MB");
    values.put("min_wal_size", "64MB");
    values.put("checkpoint_timeout", "10min");
    values.put("wal_level", "replica");
    values.put("max_wal_senders", "0");
    values.put("max_logical_replication_workers", "0");
    values.put("jit", "off");
    // Parallel workers need /dev/shm, which containers keep at 64 MB, and cores that Trestle uses.
    values.put("max_parallel_workers_per_gather", "0");
    values.put("max_parallel_maintenance_workers", "0");
    // The pool sets shorter ones; these bound whoever connects without it.
    values.put("idle_in_transaction_session_timeout", "10min");
    values.put("tcp_keepalives_idle", "30");
    values.put("tcp_keepalives_interval", "10");
    values.put("tcp_keepalives_count", "3");
    values.put("password_encryption", "scram-sha-256");
    values.put("timezone", "UTC");
    values.put("default_text_search_config", "pg_catalog.simple");
  }

  /**
   * Most of the index is keyed by hashes: after a checkpoint each page is written to the log whole
   * once. The longer the log may grow, the fewer such pages a message costs (ADR 29).
   */
  private static long logMegabytes(DataFolder data) {
    long share = (data.usableBytes() / FREE_SHARE) >> 20;
    return Math.max(LEAST_LOG_MEGABYTES, Math.min(MOST_LOG_MEGABYTES, share));
  }

  /**
   * Nothing a client sent may reach the log (promise 7). An error's first line can quote a value
   * ("invalid input syntax …"), so errors of statements are left out altogether: they reach Trestle
   * as exceptions anyway. Terse leaves out DETAIL and CONTEXT, where keys and rows stand.
   */
  private static void logging(Map<String, String> values, DataFolder data) {
    values.put("logging_collector", "on");
    values.put("log_directory", data.logs().toString());
    values.put("log_filename", "postgresql-%a.log");
    values.put("log_file_mode", "0600");
    values.put("log_rotation_age", "1d");
    values.put("log_rotation_size", "0");
    values.put("log_truncate_on_rotation", "on");
    values.put("log_timezone", "UTC");
    values.put("log_line_prefix", "%m [%p] ");
    values.put("log_min_messages", "log");
    values.put("log_min_error_statement", "panic");
    values.put("log_error_verbosity", "terse");
    values.put("log_statement", "none");
    values.put("log_min_duration_statement", "-1");
    values.put("log_parameter_max_length", "0");
    values.put("log_parameter_max_length_on_error", "0");
    values.put("log_checkpoints", "on");
  }

  private static String quote(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
