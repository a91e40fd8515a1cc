package dev.millrace.runtime;

import java.util.function.Consumer;

/**
 * How a pipeline runs.
 *
 * @param workers shards and threads of the engine, 1 or more
 * @param stepRowsMax the most rows per input taken into a step, whatever its connector allows; 0 for no further limit
 * @param errorRowsKept how many bad rows are kept per table; all are counted
 * @param keepContents whether the contents of the views are kept, so that they can be shown
 * @param clockMillis how often NOW() moves, in a program that uses it
 * @param inputFailuresMax how often in a row an input may fail and be opened again without bringing anything
 * @param service whether it goes on until it is stopped, takes rows from outside at every table ({@link PushInput}), and keeps the
 *     contents of materialized tables and views; an input that fails then stops nothing else
 * @param hashes whether the hash of each view's contents is kept, by which runs are compared
 * @param gatherRows how many rows should wait in the queues before a step takes them; 0 for any
 * @param gatherMillisMax how long at most the first of them waits for the others
 */
public record RuntimeOptions(
        int workers,
        long stepRowsMax,
        int errorRowsKept,
        boolean keepContents,
        long clockMillis,
        int inputFailuresMax,
        boolean service,
        boolean hashes,
        long gatherRows,
        long gatherMillisMax) {
    /** One worker, 1,000 bad rows per table, contents and hashes kept, a clock that ticks each second, 10 failures. */
    public static final RuntimeOptions DEFAULT = new RuntimeOptions(1, 0, 1_000, true, 1_000, 10, false, true, 0, 0);

    public RuntimeOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("a pipeline needs a worker, not " + workers);
        }
    }

    /** The same with another number of workers. */
    public RuntimeOptions withWorkers(int count) {
        return with(draft -> draft.workers = count);
    }

    /** The same with at most so many rows per input in a step; 0 for any number. */
    public RuntimeOptions withStepRowsMax(long rows) {
        return with(draft -> draft.stepRowsMax = rows);
    }

    /** The same with or without the contents of views. */
    public RuntimeOptions withContents(boolean keep) {
        return with(draft -> draft.keepContents = keep);
    }

    /** The same with room for that many bad rows per table. */
    public RuntimeOptions withErrorRowsKept(int rows) {
        return with(draft -> draft.errorRowsKept = rows);
    }

    /** The same with a clock that ticks this often. */
    public RuntimeOptions withClockMillis(long millis) {
        return with(draft -> draft.clockMillis = millis);
    }

    /** The same with inputs that may fail so often in a row. */
    public RuntimeOptions withInputFailuresMax(int failures) {
        return with(draft -> draft.inputFailuresMax = failures);
    }

    /** The same with or without the hashes of views. */
    public RuntimeOptions withHashes(boolean keep) {
        return with(draft -> draft.hashes = keep);
    }

    /** The same for a service, which keeps the contents of what is materialized only, and no hashes. */
    public RuntimeOptions asService() {
        return with(draft -> {
            draft.keepContents = false;
            draft.service = true;
            draft.hashes = false;
        });
    }

    /** The same, in which steps wait for that many rows, but not longer than so many milliseconds. */
    public RuntimeOptions withGathering(long rows, long millisMax) {
        return with(draft -> {
            draft.gatherRows = rows;
            draft.gatherMillisMax = millisMax;
        });
    }

    private RuntimeOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options while they are changed. */
    private static final class Draft {
        private int workers;
        private long stepRowsMax;
        private int errorRowsKept;
        private boolean keepContents;
        private long clockMillis;
        private int inputFailuresMax;
        private boolean service;
        private boolean hashes;
        private long gatherRows;
        private long gatherMillisMax;

        Draft(RuntimeOptions from) {
            workers = from.workers;
            stepRowsMax = from.stepRowsMax;
            errorRowsKept = from.errorRowsKept;
            keepContents = from.keepContents;
            clockMillis = from.clockMillis;
            inputFailuresMax = from.inputFailuresMax;
            service = from.service;
            hashes = from.hashes;
            gatherRows = from.gatherRows;
            gatherMillisMax = from.gatherMillisMax;
        }

        RuntimeOptions options() {
            return new RuntimeOptions(
                    workers,
                    stepRowsMax,
                    errorRowsKept,
                    keepContents,
                    clockMillis,
                    inputFailuresMax,
                    service,
                    hashes,
                    gatherRows,
                    gatherMillisMax);
        }
    }
}
