package dev.millrace.runtime;

import dev.millrace.connect.RowError;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts of any length, and bad rows, as bytes. */
final class Texts {
    private Texts() {}

    static void write(String text, DataOutput out) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String read(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    static void write(List<RowError> errors, DataOutput out) throws IOException {
        out.writeInt(errors.size());
        for (RowError error : errors) {
            write(error.connector(), out);
            write(error.reason(), out);
            write(error.position(), out);
            write(error.raw(), out);
        }
    }

    static List<RowError> readErrors(DataInput in) throws IOException {
        List<RowError> errors = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            errors.add(new RowError(read(in), read(in), read(in), readBytes(in)));
        }
        return errors;
    }
}
