/**
 * Our own launcher of PostgreSQL: unpacks the binaries, makes the cluster, runs the server as an
 * unprivileged user in a session of its own, waits for its recovery, restarts it when it dies.
 * Start with {@link dev.trestle.postgres.embedded.EmbeddedPostgres#start}. Nothing here may delete
 * a cluster, and nothing may start one on a folder that another process uses.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.postgres.embedded;
