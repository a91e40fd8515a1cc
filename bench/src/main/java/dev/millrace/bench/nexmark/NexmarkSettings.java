package dev.millrace.bench.nexmark;

/**
 * What is measured.
 *
 * @param events of all three tables
 * @param warmupEvents run before in the same process, not measured
 * @param workers threads of the engine
 * @param generators threads that make or parse events ahead of the engine; 0: the engine's thread does it itself
 * @param eventRate events per second of event time
 * @param stepEvents events per step
 */
record NexmarkSettings(
        long events,
        long warmupEvents,
        int workers,
        int generators,
        Input input,
        long eventRate,
        int stepEvents,
        long seed) {
    /** Where events come from. */
    enum Input {
        /** Columns, made in the process. */
        GENERATOR,
        /** Files of JSON lines, written before and parsed while it runs. */
        JSON
    }

    NexmarkSettings {
        if (events < 1 || warmupEvents < 0 || workers < 1 || generators < 0 || eventRate < 1 || stepEvents < 1) {
            throw new IllegalArgumentException("numbers of events, workers and rates must be positive");
        }
    }

    /** How many steps so many events take. */
    int steps(long count) {
        return Math.toIntExact((count + stepEvents - 1) / stepEvents);
    }
}
