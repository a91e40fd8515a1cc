package dev.millrace.dataplane.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 whose lines pass on without secrets, each when it ends. */
public final class RedactedOutput extends OutputStream {
    private static final int LINE_BYTES_MAX = 1 << 20;

    private final OutputStream out;
    private final Redaction redaction;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    RedactedOutput(OutputStream out, Redaction redaction) {
        this.out = out;
        this.redaction = redaction;
    }

    /** What is written to the process's standard error from now on passes through here. */
    public static void ofStandardError(Redaction redaction) {
        System.setErr(new PrintStream(new RedactedOutput(System.err, redaction), true, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void write(int value) throws IOException {
        line.write(value);
        if (value == '\n' || line.size() >= LINE_BYTES_MAX) {
            pass();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    private void pass() throws IOException {
        out.write(redaction.of(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        out.flush();
        line.reset();
    }

    @Override
    public synchronized void close() throws IOException {
        pass();
    }
}
