package dev.millrace.connectors.generator.nexmark;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of one pipeline share: the options, the generator, and how far each table is, so that none runs far
 * ahead of another that is being fed. Thread-safe.
 */
final class NexmarkFeed {
    /** A table being fed: all events before {@code next} are handed over. */
    static final class Reader {
        private long next;

        private Reader(long next) {
            this.next = next;
        }
    }

    private final List<Reader> readers = new ArrayList<>();
    private NexmarkConfig.@Nullable Options given;
    private @Nullable NexmarkGenerator generator;

    /** Sets the options. Throws {@link IllegalArgumentException} if others were set before. */
    synchronized void configure(NexmarkConfig.Options options) {
        if (given != null && !given.equals(options)) {
            throw new IllegalArgumentException(
                    "the options differ from those of another nexmark connector; give them at one, or the same at all");
        }
        given = options;
    }

    synchronized NexmarkConfig.Options options() {
        NexmarkConfig.Options present = given;
        return present == null ? NexmarkConfig.Options.defaults() : present;
    }

    synchronized NexmarkGenerator generator() {
        NexmarkGenerator present = generator;
        if (present == null) {
            present = new NexmarkGenerator(options().seed(), options().eventRate());
            generator = present;
        }
        return present;
    }

    /** A table begins to be fed from event {@code first} on. */
    synchronized Reader join(long first) {
        Reader reader = new Reader(first);
        readers.add(reader);
        return reader;
    }

    /** Waits until the table may be fed with the events before {@code next}. */
    synchronized void await(Reader reader, long next) throws InterruptedException {
        while (next > slowest() + options().leadEvents()) {
            wait();
        }
    }

    private long slowest() {
        return readers.stream().mapToLong(reader -> reader.next).min().orElse(Long.MAX_VALUE / 2);
    }

    /** The table was fed with the events before {@code next}. */
    synchronized void advance(Reader reader, long next) {
        reader.next = next;
        notifyAll();
    }

    /** The table is fed no more. */
    synchronized void leave(Reader reader) {
        readers.remove(reader);
        notifyAll();
    }
}
