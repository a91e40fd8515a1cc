package dev.millrace.types;

/** A named, typed field of a relation or of a ROW. */
public record Field(String name, SqlType type) {
    @Override
    public String toString() {
        return name + " " + type;
    }
}
