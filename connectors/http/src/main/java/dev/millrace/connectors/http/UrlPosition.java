package dev.millrace.connectors.http;

import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.config.ConfigJson;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a body.
 *
 * @param offset in bytes, after decompression
 * @param lines that end before there
 */
record UrlPosition(long offset, long lines) {
    private static final UrlPosition START = new UrlPosition(0, 0);

    SourcePosition toSource() {
        return new SourcePosition("{\"offset\":" + offset + ",\"lines\":" + lines + "}");
    }

    static UrlPosition of(@Nullable SourcePosition source) {
        if (source == null) {
            return START;
        }
        Object tree = ConfigJson.parse(source.text(), new ArrayList<>())
                .map(ConfigJson.Tree::value)
                .orElse(null);
        if (tree instanceof Map<?, ?> map
                && map.get("offset") instanceof Long offset
                && map.get("lines") instanceof Long lines) {
            return new UrlPosition(offset, lines);
        }
        throw new IllegalArgumentException("not a position in a body: " + source.text());
    }
}
