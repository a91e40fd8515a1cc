package dev.millrace.connect;

import org.jspecify.annotations.Nullable;

/**
 * Where encoded changes go, message by message.
 *
 * @param <E> what can go wrong there
 */
@FunctionalInterface
public interface MessageSink<E extends Exception> {
    /** Takes a message; both arrays belong to the sink then. {@code key} is {@code null} if the format was not told of a key. */
    void accept(byte @Nullable [] key, byte[] value) throws E;
}
