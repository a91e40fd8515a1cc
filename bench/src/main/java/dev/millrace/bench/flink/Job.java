package dev.millrace.bench.flink;

import java.nio.file.Path;
import java.util.List;

/**
 * What a child is told to run.
 *
 * @param warmUp events that are not measured
 * @param workers threads of the engine
 * @param runs how often it is measured
 */
record Job(String query, EventFiles warmUp, EventFiles measured, int workers, int runs) {

    /** As arguments of a main class. */
    List<String> arguments() {
        return List.of(
                query,
                warmUp.folder().toString(),
                Long.toString(warmUp.events()),
                measured.folder().toString(),
                Long.toString(measured.events()),
                Integer.toString(measured.parts()),
                Integer.toString(workers),
                Integer.toString(runs));
    }

    /** The job of {@link #arguments}. */
    static Job of(String[] arguments) {
        int parts = Integer.parseInt(arguments[5]);
        return new Job(
                arguments[0],
                new EventFiles(Path.of(arguments[1]), Long.parseLong(arguments[2]), parts),
                new EventFiles(Path.of(arguments[3]), Long.parseLong(arguments[4]), parts),
                Integer.parseInt(arguments[6]),
                Integer.parseInt(arguments[7]));
    }
}
