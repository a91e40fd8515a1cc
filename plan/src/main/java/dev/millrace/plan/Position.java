package dev.millrace.plan;

/** A place in the program's text; both 1-based. */
public record Position(int line, int column) {
    /** Where something has no place of its own. */
    public static final Position NONE = new Position(0, 0);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
