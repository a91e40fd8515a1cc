package dev.millrace.bench.manager;

import java.util.ArrayList;
import java.util.List;

/** Times that were taken, in milliseconds. */
final class Samples {
    private final List<Double> millis = new ArrayList<>();

    void time(Runnable action) {
        long start = System.nanoTime();
        action.run();
        millis.add((System.nanoTime() - start) / 1e6);
    }

    double percentile(int percent) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
