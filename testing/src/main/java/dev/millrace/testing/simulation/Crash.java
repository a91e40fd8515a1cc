package dev.millrace.testing.simulation;

/** The process is dead: whatever it does from here on has no effect. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("the process is dead", null, false, false);
    }
}
