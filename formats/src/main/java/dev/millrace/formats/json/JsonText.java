package dev.millrace.formats.json;

import dev.millrace.types.SqlType;
import org.jspecify.annotations.Nullable;

/** Single values written in JSON, for formats that embed it. */
public final class JsonText {
    private JsonText() {}

    /**
     * The boxed value that {@code bytes[from, to)} is; {@code null} for a JSON null. Throws
     * {@link dev.millrace.formats.text.BadValue} if it is not one of the type.
     */
    public static @Nullable Object read(byte[] bytes, int from, int to, SqlType type) {
        JsonCursor cursor = new JsonCursor(true, JsonFlavor.DEFAULT);
        cursor.reset(bytes, from, to);
        Object value = JsonBoxed.read(cursor, type);
        if (!cursor.atEnd()) {
            throw cursor.unexpected("the end of the value");
        }
        return value;
    }
}
