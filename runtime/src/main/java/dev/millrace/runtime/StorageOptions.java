package dev.millrace.runtime;

import dev.millrace.engine.storage.Disk;
import dev.millrace.engine.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline keeps its state.
 *
 * @param disk the folder, which belongs to one pipeline alone
 * @param pipeline names the pipeline in the outside world, the same whenever it is started
 * @param faultTolerance what survives a crash
 * @param beginAnew whether what the folder holds is thrown away, in place of going on with it
 * @param checkpointInterval how long after one checkpoint the next one begins; {@code null} if only on request and at the end. Without
 *     effect if nothing is to survive a crash
 * @param checkpointsKept how many checkpoints are kept, 1 or more
 */
public record StorageOptions(
        Disk disk,
        String pipeline,
        FaultTolerance faultTolerance,
        boolean beginAnew,
        @Nullable Duration checkpointInterval,
        int checkpointsKept) {
    /** Every minute. */
    public static final Duration INTERVAL_DEFAULT = Duration.ofSeconds(60);

    /** Two checkpoints are kept: if the newest is damaged there is the one before. */
    public static final int KEPT_DEFAULT = 2;

    public StorageOptions {
        if (checkpointsKept < 1 || checkpointInterval != null && checkpointInterval.isNegative()) {
            throw new IllegalArgumentException("no such storage: " + checkpointsKept + ", " + checkpointInterval);
        }
    }

    /** A folder of this machine, made if it is not there: exactly once, from the latest checkpoint, a checkpoint every minute. */
    public static StorageOptions of(Path folder) throws IOException {
        return of(LocalDisk.open(folder));
    }

    /** The same for any disk. */
    public static StorageOptions of(Disk disk) {
        return new StorageOptions(
                disk, disk.name(), FaultTolerance.EXACTLY_ONCE, false, INTERVAL_DEFAULT, KEPT_DEFAULT);
    }

    /** The same with another promise. */
    public StorageOptions with(FaultTolerance model) {
        return new StorageOptions(disk, pipeline, model, beginAnew, checkpointInterval, checkpointsKept);
    }

    /** The same for a pipeline of this name. */
    public StorageOptions named(String name) {
        return new StorageOptions(disk, name, faultTolerance, beginAnew, checkpointInterval, checkpointsKept);
    }

    /** The same with this time between checkpoints; {@code null} for none but on request and at the end. */
    public StorageOptions every(@Nullable Duration interval) {
        return new StorageOptions(disk, pipeline, faultTolerance, beginAnew, interval, checkpointsKept);
    }

    /** The same, throwing away what there is. */
    public StorageOptions anew(boolean anew) {
        return new StorageOptions(disk, pipeline, faultTolerance, anew, checkpointInterval, checkpointsKept);
    }
}
