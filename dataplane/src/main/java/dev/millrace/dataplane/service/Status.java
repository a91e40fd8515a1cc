package dev.millrace.dataplane.service;

import java.util.Locale;

/** What the pipeline of this process is doing. */
public enum Status {
    /** Being put together, or brought to where it was. */
    INITIALIZING,
    /** Its state is that of another program: somebody has to say whether it may begin anew. */
    AWAITING_APPROVAL,
    /** Making the steps again that came after the checkpoint. */
    REPLAYING,
    PAUSED,
    RUNNING,
    /** For good, see the error. */
    FAILED,
    /** Ended, because it was asked to. */
    TERMINATED;

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
