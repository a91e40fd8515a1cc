package dev.millrace.functions;

import dev.millrace.types.SqlType.UuidType;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs as text and as bytes. */
final class Uuids {
    private static final Pattern FORM = Pattern.compile("(?:[0-9a-f]{4}-?){7}[0-9a-f]{4}");

    private Uuids() {}

    /** 32 hexadecimal digits, also with hyphens after any four of them and in braces. Throws BadCast. */
    static UUID parse(String text) {
        String form = text.toLowerCase(Locale.ROOT);
        boolean braces = form.startsWith("{") && form.endsWith("}");
        String body = braces ? form.substring(1, form.length() - 1) : form;
        if (!FORM.matcher(body).matches()) {
            throw EvaluationException.badCast(text, new UuidType(false));
        }
        return of(HexFormat.of().parseHex(body.replace("-", "")));
    }

    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /** The UUID of 16 bytes. */
    static UUID of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new EvaluationException("BadCast", "a UUID has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
