package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.UUID;

/** The statuses of a pipeline after one of its transitions. {@code content} is an object with all of them. */
public record PipelineEvent(UUID id, Instant recordedAt, Json content) {}
