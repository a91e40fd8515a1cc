package dev.millrace.manager.runner;

import java.net.URI;

/** What a runner sees of a process. */
public sealed interface Presence {
    /** It was never started. */
    record Absent() implements Presence {}

    /** It runs and does not listen yet. */
    record Starting() implements Presence {}

    /** It can be spoken to at {@code address}, with {@code token}. */
    record Listening(URI address, String token) implements Presence {
        @Override
        public String toString() {
            return "Listening[" + address + "]";
        }
    }

    /** Nobody can say: whoever runs it is out of reach. {@code why} is a clause without a full stop. */
    record Lost(String why) implements Presence {}

    /** It ended. {@code reason} says how, for people, with the last lines of its log. */
    record Exited(String reason) implements Presence {}
}
