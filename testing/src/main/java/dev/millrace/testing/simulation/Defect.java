package dev.millrace.testing.simulation;

import java.util.Locale;

/** Something that is done wrongly on purpose, to see that the simulation finds it. */
public enum Defect {
    /** Nothing is. */
    NONE,
    /** The journal's files are not synced. */
    NO_JOURNAL_SYNC,
    /** Images of checkpoints are not synced. */
    NO_SEGMENT_SYNC,
    /** Manifests are not synced before they get their names. */
    NO_MANIFEST_SYNC,
    /** The journal's folder is not synced. */
    NO_JOURNAL_FOLDER_SYNC,
    /** The folder of the images is not synced. */
    NO_SEGMENT_FOLDER_SYNC,
    /** The folder of the manifests is not synced. */
    NO_CHECKPOINT_FOLDER_SYNC,
    /** A sender takes its request for accepted before it is safe. */
    ANSWER_EARLY,
    /** Steps leave before the journal is synced: it is synced only when it is written next. */
    SEND_BEFORE_JOURNAL,
    /** The newest checkpoint is not seen. */
    STALE_CHECKPOINT,
    /** The journal is not seen. */
    FORGET_JOURNAL,
    /** The last file of the journal lacks its end. */
    SHORTEN_JOURNAL,
    /** A source does not cut what it brings again as it did. */
    REPLAY_CUT_DIFFERENTLY,
    /** A destination does not know what it holds. */
    FORGET_DELIVERED,
    /** A destination says that it holds what it does not hold yet. */
    FLUSH_LATE;

    /** As it is named on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
