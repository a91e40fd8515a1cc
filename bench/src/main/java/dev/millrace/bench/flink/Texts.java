package dev.millrace.bench.flink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL texts of Nexmark that lie beside this class. */
final class Texts {
    private Texts() {}

    /** A file of the folder {@code nexmark}. */
    static String read(String name) {
        try (InputStream in = Texts.class.getResourceAsStream("/nexmark/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no Nexmark text " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
