package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The transport {@code file_input}. */
final class FileInput implements InputConnector {
    static final InputTransport<?> TRANSPORT =
            new InputTransport<>(FileInputConfig.SPEC, FormatUse.REQUIRED, FileInput::new);

    private static final long FOLLOW_PAUSE_MILLIS = 100;
    private static final int GZIP_BUFFER_BYTES = 1 << 16;

    private final FileInputConfig config;
    private final InputContext context;
    private final FilePosition start;
    private volatile Progress progress = new Progress(Double.NaN, Double.NaN);
    private volatile @Nullable CountingStream current;

    /** Which part of the whole the files before the one being read are, and that one. */
    private record Progress(double before, double perByte) {}

    private FileInput(FileInputConfig config, InputContext context) {
        this.config = config;
        this.context = context;
        this.start = FilePosition.of(context.resume());
        if (config.follow() && FilePattern.isPattern(config.path())) {
            throw new IllegalArgumentException("follow needs the path of one file, not a pattern");
        }
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        List<Path> files = FilePattern.files(context.surroundings().directory(), config.path());
        long total = 0;
        for (Path file : files) {
            total += size(file);
        }
        long before = 0;
        for (int i = 0; i < files.size(); i++) {
            double perByte = config.follow() ? Double.NaN : 1.0 / Math.max(1, total);
            progress = new Progress(before * perByte, perByte);
            before += size(files.get(i));
            if (i < start.file()) {
                continue;
            }
            FilePosition from = i == start.file() ? start : new FilePosition(i, 0, 1);
            read(files.get(i), from, sink);
        }
    }

    private void read(Path file, FilePosition from, InputSink sink) throws ConnectorException, InterruptedException {
        try (InputStream in = open(file)) {
            String origin = String.valueOf(file.getFileName());
            StreamInput.AtEnd atEnd = config.follow() ? FileInput::pause : () -> false;
            new StreamInput(in, origin, context.requiredFormat().open(context.connector()), config.bufferBytes(), atEnd)
                    .run(from, sink);
        } catch (IOException e) {
            throw ConnectorException.fatal("cannot read " + file + ": " + FilePattern.reason(e), e);
        }
    }

    private static boolean pause() throws InterruptedException {
        Thread.sleep(FOLLOW_PAUSE_MILLIS);
        return true;
    }

    @Override
    public double fraction() {
        CountingStream stream = current;
        Progress part = progress;
        return stream == null ? part.before : Math.min(1, part.before + stream.count() * part.perByte);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private InputStream open(Path file) throws IOException {
        CountingStream raw = new CountingStream(Files.newInputStream(file));
        current = raw;
        if (!file.toString().endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, GZIP_BUFFER_BYTES);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
