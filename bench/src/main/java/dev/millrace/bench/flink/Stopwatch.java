package dev.millrace.bench.flink;

import dev.millrace.runtime.ProcessFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Time, processor time of this process, and what all processes together used, since it was started. */
final class Stopwatch {
    private static final Path MACHINE = Path.of("/proc/stat");
    /** Columns of the line {@code cpu}: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    private static final double TICKS_PER_SECOND = 100;

    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = ProcessFigures.cpuNanos();
    private final double startMachineSeconds = machineSeconds();

    /** Now. */
    Lap lap() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double cpuSeconds = (ProcessFigures.cpuNanos() - startCpuNanos) / 1e9;
        double machine = machineSeconds() - startMachineSeconds;
        return new Lap(seconds, cpuSeconds, Math.max(0, (machine - cpuSeconds) / seconds));
    }

    /** @param otherCores how many cores other processes kept busy on average */
    record Lap(double seconds, double cpuSeconds, double otherCores) {}

    /** Processor time used on this machine since it was started, stolen time included; 0 if the system does not tell. */
    private static double machineSeconds() {
        try {
            String[] fields = Files.readAllLines(MACHINE).getFirst().split(" +");
            return BUSY.stream().mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS_PER_SECOND;
        } catch (IOException | RuntimeException unavailable) {
            return 0;
        }
    }
}
