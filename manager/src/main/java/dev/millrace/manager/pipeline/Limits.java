package dev.millrace.manager.pipeline;

import java.time.Duration;

/**
 * How long things may take, and how often is looked.
 *
 * @param provisioningMax until a process must listen, unless the pipeline says otherwise
 * @param initializingMax until it must be paused or running
 * @param silenceMax how long a process may be silent before it shows as unavailable
 * @param attentive between two looks at a process that is about to change
 * @param calm between two looks at a process that runs
 */
public record Limits(
        Duration provisioningMax, Duration initializingMax, Duration silenceMax, Duration attentive, Duration calm) {
    /** An agent from which nothing was heard for longer is lost. */
    public static final Duration AGENT_SILENCE_MAX = Duration.ofSeconds(4);

    /** What a manager uses. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofSeconds(2),
            Duration.ofMillis(10),
            Duration.ofMillis(500));
}
