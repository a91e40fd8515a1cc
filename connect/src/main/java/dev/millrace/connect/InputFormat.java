package dev.millrace.connect;

/**
 * How rows of one table are written in bytes; made by an {@link InputFormatType}. Immutable: any number of streams may
 * be open.
 */
public interface InputFormat {
    /** A new stream of bytes, such as one file, whose errors name {@code connector}. */
    Stream open(String connector);

    /** One stream of bytes, from its beginning. */
    interface Stream {
        /**
         * The number of bytes of {@code bytes[from, to)} that come before the first record (a byte order mark, a header
         * line), or −1 if more bytes are needed to tell. Called first, from the beginning of the stream, until it is
         * not −1, also when reading goes on at a later position. {@code end} says that the stream has no more bytes;
         * then it is not −1.
         */
        int head(byte[] bytes, int from, int to, boolean end);

        /** Cuts the stream into blocks. */
        RecordSplitter splitter();

        /** A new parser of its blocks. Call after {@link #head}. */
        RowParser parser();
    }
}
