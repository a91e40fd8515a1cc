package dev.millrace.formats.raw;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputColumn.Absent;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputFormatType;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RecordSplitter;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.ColumnWriter;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.formats.text.Swar;
import dev.millrace.formats.text.TextColumn;
import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input format {@code raw}. */
public final class RawInput implements InputFormat {
    private record Config(boolean lines, @Nullable String column) {}

    private static final ConfigField<String> MODE = ConfigField.withDefault(
            "mode", ConfigType.oneOf("blob", "lines"), "blob", "Whether a row is the whole stream or one line of it.");
    private static final ConfigField<String> COLUMN = ConfigField.optional(
            "column_name",
            ConfigType.text(),
            "The VARCHAR or VARBINARY column that takes the bytes. Not needed if the table has only one column.");

    /** To be registered. */
    public static final InputFormatType<?> TYPE = new InputFormatType<>(
            new ConfigSpec<>(
                    "raw",
                    "Bytes as they are, in one column.",
                    List.of(MODE, COLUMN),
                    values -> new Config(values.get(MODE).equals("lines"), values.find(COLUMN))),
            RawInput::new);

    private final boolean lines;
    private final RelationSchema relation;
    private final int column;

    private RawInput(Config config, RelationSchema relation) {
        this.lines = config.lines();
        this.relation = relation;
        this.column = column(config.column(), relation);
    }

    private static int column(@Nullable String name, RelationSchema relation) {
        if (name == null && relation.columns().size() != 1) {
            throw new IllegalArgumentException("column_name is needed: the table has several columns");
        }
        int index = name == null ? 0 : relation.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the table has no column " + name);
        }
        SqlType type = relation.columns().get(index).type();
        if (!(type instanceof SqlType.TextType) && !(type instanceof SqlType.BinaryType)) {
            throw new IllegalArgumentException("the column must be VARCHAR or VARBINARY, not " + type.sql());
        }
        for (int i = 0; i < relation.columns().size(); i++) {
            InputColumn other = relation.columns().get(i);
            if (i != index && other.absent() instanceof Absent.Refused) {
                throw new IllegalArgumentException("the column " + other.name() + " is NOT NULL without a default");
            }
        }
        return index;
    }

    @Override
    public Stream open(String connector) {
        return new Stream() {
            @Override
            public int head(byte[] bytes, int from, int to, boolean end) {
                return 0;
            }

            @Override
            public RecordSplitter splitter() {
                return lines ? RawInput::lastLineEnd : (bytes, from, to) -> from;
            }

            @Override
            public RowParser parser() {
                return new Parser(connector);
            }
        };
    }

    private static int lastLineEnd(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private final class Parser implements RowParser {
        private final String connector;

        private Parser(String connector) {
            this.connector = connector;
        }

        @Override
        public ParsedRows parse(Block block) {
            RowsBuilder rows = new RowsBuilder(connector, relation, block, 0);
            long line = rows(rows, block.bytes(), block.from(), block.to());
            return rows.build(lines ? line : Swar.count(block.bytes(), block.from(), block.to(), (byte) '\n'));
        }

        @Override
        public ParsedRows parse(Messages messages) {
            RowsBuilder rows = new RowsBuilder(connector, relation, messages, messages.count() + 1);
            for (int i = 0; i < messages.count(); i++) {
                if (messages.from(i) == messages.to(i) && !lines) {
                    row(rows, messages.bytes(), messages.from(i), messages.to(i), 0);
                }
                rows(rows, messages.bytes(), messages.from(i), messages.to(i));
            }
            return rows.build(0);
        }

        private long rows(RowsBuilder rows, byte[] bytes, int from, int to) {
            long line = 0;
            int at = from;
            while (at < to) {
                int end = lines ? Swar.indexOf(bytes, at, to, (byte) '\n') : to;
                int stop = lines && end > at && bytes[end - 1] == '\r' ? end - 1 : end;
                row(rows, bytes, at, stop, line);
                line++;
                at = end + 1;
            }
            return line;
        }
    }

    private void row(RowsBuilder rows, byte[] bytes, int from, int to, long line) {
        try {
            ColumnWriter writer = rows.column(column);
            long ref = writer.type() instanceof SqlType.TextType text
                    ? TextColumn.text(text, rows.pages(), bytes, from, to, true)
                    : rows.pages().ofInput(bytes, from, to);
            writer.setLong(rows.row(), ref);
            for (int i = 0; i < relation.columns().size(); i++) {
                if (i != column && relation.columns().get(i).absent() instanceof Absent.Value value) {
                    rows.column(i).setBoxed(rows.row(), value.boxed(), rows.pages());
                }
            }
            rows.commit(1);
        } catch (BadValue e) {
            rows.error(e.reason(), from, to, line);
        }
    }
}
