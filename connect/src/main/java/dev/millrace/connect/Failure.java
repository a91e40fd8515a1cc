package dev.millrace.connect;

import java.time.Duration;

/**
 * Why a connector cannot go on, and what should be done about it. Messages are sentences for an operator, without
 * secrets.
 */
public sealed interface Failure {
    /** What happened. */
    String message();

    /** The same connector may run again from the last position after a pause. */
    record Retry(String message, Duration after) implements Failure {}

    /** The connection is lost; a new connector may run from the last position at once. */
    record Reconnect(String message) implements Failure {}

    /** One row cannot be passed on; the rest can. */
    record PoisonRow(RowError row) implements Failure {
        @Override
        public String message() {
            return row.reason();
        }
    }

    /** Running again would fail again. */
    record Fatal(String message) implements Failure {}
}
