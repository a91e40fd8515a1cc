package dev.millrace.connect;

/**
 * Turns blocks of whole records into rows. Used by one thread at a time; blocks of one stream may go to several parsers
 * of the same {@link InputFormat.Stream}, since a block does not depend on the one before.
 */
public interface RowParser {
    /** The rows of a block. A record that cannot be taken becomes an error, whatever is in it; nothing is thrown. */
    ParsedRows parse(Block block);

    /**
     * The rows of some messages; each is a stream of its own with no, one or several records. A record that cannot be taken becomes
     * an error and spoils nothing outside its message; nothing is thrown.
     */
    ParsedRows parse(Messages messages);
}
