package dev.millrace.manager.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A machine that runs pipelines for the manager.
 *
 * @param hash SHA-256 of the token it presents, in hexadecimal
 */
public record Agent(UUID id, String name, long revision, String description, Instant createdAt, String hash)
        implements Resource {}
