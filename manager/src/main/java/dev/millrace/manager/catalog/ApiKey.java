package dev.millrace.manager.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A key to the API. The key itself is not kept.
 *
 * @param hash SHA-256 of the key, in hexadecimal
 * @param role read or write
 */
public record ApiKey(UUID id, String name, long revision, Instant createdAt, String hash, String role)
        implements Resource {}
