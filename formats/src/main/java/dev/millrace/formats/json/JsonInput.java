package dev.millrace.formats.json;

import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputFormatType;
import dev.millrace.connect.RecordSplitter;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.formats.text.Swar;

/** The input format {@code json}. */
public final class JsonInput implements InputFormat {
    /** To be registered. */
    public static final InputFormatType<?> TYPE = new InputFormatType<>(JsonInputConfig.SPEC, JsonInput::new);

    private final JsonInputConfig config;
    private final RelationSchema relation;

    private JsonInput(JsonInputConfig config, RelationSchema relation) {
        this.config = config;
        this.relation = relation;
    }

    /** Rows as they are, one object per line, inserted. */
    public static InputFormat rawLines(RelationSchema relation) {
        return new JsonInput(
                new JsonInputConfig(JsonInputConfig.UpdateFormat.RAW, false, false, JsonFlavor.DEFAULT), relation);
    }

    @Override
    public Stream open(String connector) {
        return new Stream() {
            @Override
            public int head(byte[] bytes, int from, int to, boolean end) {
                return ByteOrderMark.length(bytes, from, to, end);
            }

            @Override
            public RecordSplitter splitter() {
                return config.multiline() ? new JsonStructure(config.array()) : JsonInput::lastLineEnd;
            }

            @Override
            public RowParser parser() {
                JsonRecord record = JsonRecord.of(config, relation);
                return config.multiline()
                        ? new JsonValuesParser(connector, relation, record, new JsonStructure(config.array()))
                        : new JsonLinesParser(connector, relation, record, config.array());
            }
        };
    }

    static int lastLineEnd(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** How many line ends there are. */
    static int lines(byte[] bytes, int from, int to) {
        return Swar.count(bytes, from, to, (byte) '\n');
    }
}
