package dev.millrace.manager.runner;

import java.util.UUID;

/** A deployment of a pipeline. */
public record Deployed(UUID pipeline, UUID deployment) {}
