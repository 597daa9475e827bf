/**
 * Everything between Trestle and a durable PostgreSQL: the pool whose every connection is proved
 * durable, and the migrations. Start with {@link dev.trestle.postgres.PostgresPool}. It works the
 * same over the embedded server ({@code embedded}) and over one that somebody else runs. No setting
 * here may switch the proof of durability off.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.postgres;
