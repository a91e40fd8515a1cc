package dev.millrace.runtime;

/** What survives a crash of a pipeline that has a storage folder. */
public enum FaultTolerance {
    /** What checkpoints hold, which are made on request and at a clean stop only. */
    NONE,
    /** Everything that was taken in; outputs may get steps twice. */
    AT_LEAST_ONCE,
    /** Everything that was taken in, and outputs that know what they hold get each step once. */
    EXACTLY_ONCE;

    /** Whether what steps are made of is written down before they count. */
    public boolean journals() {
        return this != NONE;
    }
}
