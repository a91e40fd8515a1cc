package dev.millrace.formats.csv;

/**
 * How fields are told apart.
 *
 * @param delimiter between fields
 * @param quote around fields that contain special characters, or {@link #NONE} if there is no such thing
 * @param escape before a quote inside quotes, or {@link #NONE}
 * @param doubleQuote whether two quotes inside quotes mean one
 * @param comment at the beginning of lines that are skipped, or {@link #NONE}
 */
record CsvDialect(int delimiter, int quote, int escape, boolean doubleQuote, int comment) {
    /** No character. */
    static final int NONE = -1;

    /** Fields between commas, quotes doubled. */
    static final CsvDialect STANDARD = new CsvDialect(',', '"', NONE, true, NONE);
}
