package dev.millrace.connectors.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What the client's exceptions mean. */
final class KafkaFailures {
    private KafkaFailures() {}

    /** Whether doing the same again later may succeed. */
    static boolean passes(Throwable e) {
        return switch (e) {
            case AuthenticationException no -> false;
            case AuthorizationException no -> false;
            case InvalidTopicException no -> false;
            case InvalidTxnTimeoutException no -> false;
            case RecordTooLargeException no -> false;
            case SerializationException no -> false;
            case UnsupportedVersionException no -> false;
            case KafkaException other
            when other.getClass() == KafkaException.class && other.getCause() != null -> passes(other.getCause());
            case KafkaException other -> other.getClass() != KafkaException.class;
            default -> false;
        };
    }

    /** One sentence about it. */
    static String message(Throwable e) {
        Throwable cause = e.getClass() == KafkaException.class && e.getCause() != null ? e.getCause() : e;
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
