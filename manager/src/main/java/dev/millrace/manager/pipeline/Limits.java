package dev.millrace.manager.pipeline;

import java.time.Duration;

/**
 * How long things may take, and how often is looked.
 *
 * @param provisioningMax until a process must listen, unless the pipeline says otherwise
 * @param initializingMax until it must be paused or running
 * @param silenceMax how long a process may be silent before it shows as unavailable
 * @param attentive at least between two looks at a process that is about to change
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

    /** A twentieth: so much later than it could be is a change seen. */
    private static final int SHARE = 20;

    /** Between two looks at a process that is about to change, and was so far waited for that long: the longer, the longer. */
    Duration attentive(Duration waited) {
        Duration share = waited.dividedBy(SHARE);
        return share.compareTo(attentive) < 0 ? attentive : share.compareTo(calm) > 0 ? calm : share;
    }
}
