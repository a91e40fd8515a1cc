package dev.millrace.bench.nexmark;

/**
 * What was measured.
 *
 * @param seconds from the first event to the end of the last step
 * @param cpuSeconds of the whole process in that time: engine, generator, compiler, garbage collector
 * @param eventsCpuSeconds the part of it in which events were made or parsed
 * @param rssBytes the most memory the process had in that time
 * @param stateBytes the most bytes of state after a step
 * @param outputRows rows of the view in the end
 * @param outputChanges rows of all its deltas
 * @param outputHash the additive hash of its contents
 */
record QueryResult(
        String query,
        NexmarkSettings settings,
        double seconds,
        double cpuSeconds,
        double eventsCpuSeconds,
        double stepMillisP50,
        double stepMillisP99,
        long rssBytes,
        long stateBytes,
        long outputRows,
        long outputChanges,
        String outputHash) {
    double eventsPerSecond() {
        return settings.events() / seconds;
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds * 1e6 / settings.events();
    }
}
