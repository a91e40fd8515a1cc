package dev.millrace.connectors.generator.datagen;

import dev.millrace.formats.text.ByteSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration trees back as text. */
final class JsonTree {
    private JsonTree() {}

    static String print(@Nullable Object tree) {
        ByteSink out = new ByteSink();
        print(tree, out);
        return new String(out.bytes(), StandardCharsets.UTF_8);
    }

    private static void print(@Nullable Object tree, ByteSink out) {
        switch (tree) {
            case String text -> quoted(text, out);
            case BigDecimal number -> out.put(number.toPlainString());
            case List<?> list -> {
                out.put('[');
                for (int i = 0; i < list.size(); i++) {
                    out.put(i == 0 ? "" : ",");
                    print(list.get(i), out);
                }
                out.put(']');
            }
            case Map<?, ?> map -> {
                out.put('{');
                int index = 0;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.put(index++ == 0 ? "" : ",");
                    quoted(String.valueOf(entry.getKey()), out);
                    out.put(':');
                    print(entry.getValue(), out);
                }
                out.put('}');
            }
            case null, default -> out.put(String.valueOf(tree));
        }
    }

    private static void quoted(String text, ByteSink out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.putQuoted(utf8, 0, utf8.length);
    }
}
