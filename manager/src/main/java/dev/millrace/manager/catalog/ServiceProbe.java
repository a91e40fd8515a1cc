package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question put to a service, and its answer once there is one.
 *
 * @param type test_connectivity or kafka_get_topics
 * @param status running, success or failure
 */
public record ServiceProbe(
        UUID id,
        UUID service,
        String type,
        String status,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Json response) {}
