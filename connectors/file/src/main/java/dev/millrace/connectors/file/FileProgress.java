package dev.millrace.connectors.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much of some files was read, as they lie on disk: compressed ones by their compressed bytes. Any thread may ask. */
final class FileProgress {
    private volatile long[] ends = new long[0];
    private volatile boolean endless;
    private volatile long read;

    /** The files to come; {@code growing} if there is no end to them. */
    void begin(List<Path> files, boolean growing) {
        endless = growing;
        long[] sums = new long[files.size()];
        long sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += size(files.get(i));
            sums[i] = sum;
        }
        ends = sums;
    }

    /** What cannot be measured will be found out when it is read. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** All files before this one were read. */
    void file(int index) {
        read = index == 0 ? 0 : ends[index - 1];
    }

    /** A stream whose bytes are counted. */
    InputStream counted(InputStream raw) {
        return new FilterInputStream(raw) {
            @Override
            public int read() throws IOException {
                int value = in.read();
                count(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = in.read(bytes, from, length);
                count(count);
                return count;
            }

            @Override
            public long skip(long wanted) throws IOException {
                long count = in.skip(wanted);
                count(count);
                return count;
            }
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the reading thread writes
    private void count(long bytes) {
        read += Math.max(0, bytes);
    }

    /** 0 to 1, or NaN if nobody knows. */
    double fraction() {
        long[] sums = ends;
        long total = sums.length == 0 ? 0 : sums[sums.length - 1];
        return endless || total == 0 ? Double.NaN : Math.min(1, (double) read / total);
    }
}
