package dev.millrace.manager.rest;

import java.time.Duration;

/**
 * What requests may take.
 *
 * @param bodyBytesMax of a body that is read as a whole; rows are streamed, any number of them. More: 413
 * @param perSecondMax requests of one caller, on average; 0 for any number. More: 429
 * @param concurrentMax requests at a time. More: 503
 * @param idleMax how long a client may let the server wait for more of a body. Longer: 408
 */
public record RequestLimits(long bodyBytesMax, int perSecondMax, int concurrentMax, Duration idleMax) {
    /** What a manager uses. */
    public static final RequestLimits DEFAULT = new RequestLimits(64L << 20, 0, 10_000, Duration.ofSeconds(30));
}
