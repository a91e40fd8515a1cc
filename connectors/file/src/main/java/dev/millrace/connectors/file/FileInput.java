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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The transport {@code file_input}. */
final class FileInput implements InputConnector {
    static final InputTransport<?> TRANSPORT =
            new InputTransport<>(FileInputConfig.SPEC, FormatUse.REQUIRED, FileInput::new);

    private static final long FOLLOW_PAUSE_MILLIS = 100;
    private static final int GZIP_BUFFER_BYTES = 1 << 16;

    private final FileInputConfig config;
    private final InputContext context;
    private final FilePosition start;
    private final List<FilePosition> replay;
    private final FileProgress progress = new FileProgress();

    private FileInput(FileInputConfig config, InputContext context) {
        this.config = config;
        this.context = context;
        this.start = FilePosition.of(context.resume());
        this.replay = context.replay().stream().map(FilePosition::of).toList();
        if (config.follow() && FilePattern.isPattern(config.path())) {
            throw new IllegalArgumentException("follow needs the path of one file, not a pattern");
        }
        check(FilePattern.resolve(context.surroundings().directory(), config.path()));
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        List<Path> files = FilePattern.files(context.surroundings().directory(), config.path());
        progress.begin(files, config.follow());
        for (int i = (int) start.file(); i < files.size(); i++) {
            FilePosition from = i == start.file() ? start : new FilePosition(i, 0, 1);
            progress.file(i);
            read(files.get(i), from, cuts(i), sink);
        }
    }

    /** Where chunks of a file ended that are handed over once more. */
    private Deque<Long> cuts(int file) {
        return replay.stream()
                .filter(end -> end.file() == file)
                .map(FilePosition::offset)
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private void read(Path file, FilePosition from, Deque<Long> cuts, InputSink sink)
            throws ConnectorException, InterruptedException {
        try (InputStream in = open(file)) {
            String origin = String.valueOf(file.getFileName());
            StreamInput.AtEnd atEnd = config.follow() ? FileInput::pause : () -> false;
            new StreamInput(
                            in,
                            origin,
                            context.requiredFormat().open(context.connector()),
                            config.bufferBytes(),
                            atEnd,
                            cuts)
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
        return progress.fraction();
    }

    /** Throws {@link IllegalArgumentException} if the pipeline may not read it. */
    private void check(Path file) {
        context.surroundings().permissions().checkFile(file);
    }

    private InputStream open(Path file) throws IOException {
        try {
            check(file);
        } catch (IllegalArgumentException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
        InputStream raw = progress.counted(Files.newInputStream(file));
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
