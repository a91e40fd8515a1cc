package dev.millrace.connectors.file;

import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.connect.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list of files.
 *
 * @param file the index in the list
 * @param offset in the file, in bytes after decompression
 * @param line the number of the line that begins there, from 1
 */
record FilePosition(long file, long offset, long line) {
    static final FilePosition START = new FilePosition(0, 0, 1);

    SourcePosition toSource() {
        return new SourcePosition("{\"file\":" + file + ",\"offset\":" + offset + ",\"line\":" + line + "}");
    }

    static FilePosition of(@Nullable SourcePosition source) {
        if (source == null) {
            return START;
        }
        List<ConfigProblem> problems = new ArrayList<>();
        Object tree = ConfigJson.parse(source.text(), problems)
                .map(ConfigJson.Tree::value)
                .orElse(null);
        if (tree instanceof Map<?, ?> map
                && map.get("file") instanceof Long file
                && map.get("offset") instanceof Long offset
                && map.get("line") instanceof Long line) {
            return new FilePosition(file, offset, line);
        }
        throw new IllegalArgumentException("not a position in files: " + source.text());
    }
}
