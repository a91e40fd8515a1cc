package dev.millrace.connect;

import dev.millrace.types.Schema;

/** How changes are written in bytes; made by an {@link OutputFormatType}. Immutable. */
public interface OutputFormat {
    /** A new encoder of changes of this schema, for one stream. */
    RowEncoder encoder(Schema schema);
}
