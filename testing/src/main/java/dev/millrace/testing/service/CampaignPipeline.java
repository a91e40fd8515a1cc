package dev.millrace.testing.service;

import java.util.concurrent.locks.ReentrantLock;

/** What is known of one pipeline: what it was last told, and its newest version. Used by whoever holds its lock. */
final class CampaignPipeline {
    /** What pipelines are told. */
    enum Told {
        RUNNING("Running", "start"),
        PAUSED("Paused", "pause"),
        SHUTDOWN("Shutdown", "shutdown");

        private final String status;
        private final String action;

        Told(String status, String action) {
            this.status = status;
            this.action = action;
        }

        String status() {
            return status;
        }

        String action() {
            return action;
        }
    }

    final ReentrantLock lock = new ReentrantLock();
    private final String name;
    private Told told = Told.SHUTDOWN;
    private long version;
    private long edits;

    CampaignPipeline(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    String path() {
        return "/v0/pipelines/" + name;
    }

    Told told() {
        return told;
    }

    void tell(Told wish) {
        told = wish;
    }

    long edits() {
        return edits;
    }

    long version() {
        return version;
    }

    /** Notes a version that was seen, and what is wrong with it: empty if nothing is. */
    String see(long seen, boolean edited) {
        long before = version;
        version = seen;
        edits += edited ? 1 : 0;
        return seen < before || (edited && seen == before)
                ? "pipeline " + name + " had version " + before + " and " + (edited ? "was edited to " : "now has ")
                        + seen
                : "";
    }
}
