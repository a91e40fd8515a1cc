package dev.millrace.formats.csv;

import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputFormatType;
import dev.millrace.connect.RecordSplitter;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.ByteOrderMark;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** The input format {@code csv}. */
public final class CsvInput implements InputFormat {
    /** To be registered. */
    public static final InputFormatType<?> TYPE = new InputFormatType<>(CsvInputConfig.SPEC, CsvInput::new);

    private final CsvInputConfig config;
    private final RelationSchema relation;

    private CsvInput(CsvInputConfig config, RelationSchema relation) {
        this.config = config;
        this.relation = relation;
    }

    @Override
    public Stream open(String connector) {
        return new CsvStream(connector);
    }

    private final class CsvStream implements Stream, CsvParser.Head {
        private final String connector;
        private final CsvSplitter splitter = new CsvSplitter(config.dialect());
        private int[] columns = IntStream.range(0, relation.columns().size()).toArray();

        private CsvStream(String connector) {
            this.connector = connector;
        }

        @Override
        public int head(byte[] bytes, int from, int to, boolean end) {
            int mark = ByteOrderMark.length(bytes, from, to, end);
            if (mark < 0 || !config.headers()) {
                return mark;
            }
            int start = from + mark;
            int stop = end && to == start ? to : recordEnd(bytes, start, to, end);
            if (stop < 0) {
                return -1;
            }
            if (stop > start) {
                columns = named(bytes, start, stop);
            }
            return stop - from;
        }

        private int recordEnd(byte[] bytes, int from, int to, boolean end) {
            int newline = from;
            while (newline < to) {
                if (bytes[newline] == '\n' && splitter.lastEnd(bytes, from, newline + 1) == newline + 1) {
                    return newline + 1;
                }
                newline++;
            }
            return end ? to : -1;
        }

        private int[] named(byte[] bytes, int from, int to) {
            CsvTokens tokens = new CsvTokens(config.dialect());
            try {
                tokens.read(bytes, from, to);
            } catch (BadValue e) {
                return columns;
            }
            if (config.trimHeaders()) {
                tokens.trim();
            }
            int[] named = new int[tokens.count()];
            java.util.BitSet found = new java.util.BitSet();
            for (int i = 0; i < named.length; i++) {
                named[i] = relation.indexOf(name(tokens, bytes, i));
                if (named[i] >= 0) {
                    found.set(named[i]);
                }
            }
            return IntStream.range(0, relation.columns().size()).allMatch(i -> found.get(i) || hasDefault(i))
                    ? named
                    : columns;
        }

        private boolean hasDefault(int column) {
            return relation.columns().get(column).absent() instanceof InputColumn.Absent.Value absent
                    && absent.boxed() != null;
        }

        private static String name(CsvTokens tokens, byte[] bytes, int field) {
            if (tokens.escaped(field)) {
                int length = tokens.unescape(field);
                return new String(tokens.plain(), 0, length, StandardCharsets.UTF_8);
            }
            return new String(bytes, tokens.from(field), tokens.to(field) - tokens.from(field), StandardCharsets.UTF_8);
        }

        @Override
        public RecordSplitter splitter() {
            return splitter;
        }

        @Override
        public RowParser parser() {
            return new CsvParser(connector, relation, config, this);
        }

        @Override
        public int skip(byte[] bytes, int from, int to) {
            return config.headers() ? head(bytes, from, to, true) : 0;
        }

        @Override
        public int[] columns() {
            return columns;
        }
    }
}
