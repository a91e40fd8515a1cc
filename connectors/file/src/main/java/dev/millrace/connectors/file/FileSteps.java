package dev.millrace.connectors.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which steps a file holds: a file beside it, {@code NAME.steps}, whose first line names the life of the pipeline. Each other line is a
 * step, the length of the file with it, the CRC32C of what the step added, and the CRC32C of the line before this number.
 */
final class FileSteps {
    /** After the file's name. */
    static final String ENDING = ".steps";

    /** What is known when a step is finished. */
    private record Entry(long step, long length, long crc) {}

    private final FileChannel channel;
    private final boolean isNew;
    private Entry last;

    private FileSteps(FileChannel channel, boolean isNew, Entry last) {
        this.channel = channel;
        this.isNew = isNew;
        this.last = last;
    }

    /** The steps of {@code file} in this life of the pipeline; none if the file is of another one or not there. */
    static FileSteps open(Path file, String incarnation) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ENDING);
        String head = "steps 1 " + incarnation + "\n";
        List<Entry> entries = Files.exists(beside) && Files.exists(file) ? read(beside, head) : List.of();
        Entry last = lastWhole(file, entries);
        boolean isNew = last.length < 0;
        long known = isNew ? 0 : head.length();
        for (int i = 0; !isNew && i <= entries.indexOf(last); i++) {
            known += line(entries.get(i)).length();
        }
        FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        channel.truncate(known);
        channel.position(known);
        FileSteps steps = new FileSteps(channel, isNew, isNew ? new Entry(-1, 0, 0) : last);
        if (isNew) {
            steps.write(head);
        }
        return steps;
    }

    /** Makes durable which files are in a folder. */
    static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static List<Entry> read(Path beside, String head) throws IOException {
        String text = Files.readString(beside, StandardCharsets.ISO_8859_1);
        List<Entry> entries = new ArrayList<>();
        if (!text.startsWith(head)) {
            return entries;
        }
        for (String line : text.substring(head.length()).split("(?<=\n)")) {
            String[] words = line.strip().split(" ");
            if (words.length != 4 || !words[0].matches("-?\\d{1,18}") || !words[1].matches("\\d{1,18}")) {
                break;
            }
            Entry entry = new Entry(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2], 16));
            if (!line(entry).equals(line)) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    /** The last entry of which the file has everything; all but the last were safe before the next was begun. */
    private static Entry lastWhole(Path file, List<Entry> entries) throws IOException {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            long before = i == 0 ? -1 : entries.get(i - 1).length;
            boolean there = entry.length <= Files.size(file);
            if (there && (before < 0 || crc(file, before, entry.length) == entry.crc)) {
                return entry;
            }
        }
        return new Entry(-1, -1, 0);
    }

    private static long crc(Path file, long from, long to) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            byte[] bytes = new byte[1 << 16];
            for (long left = to - from; left > 0; ) {
                int count = in.read(bytes, 0, (int) Math.min(bytes.length, left));
                if (count < 0) {
                    return -1;
                }
                crc.update(bytes, 0, count);
                left -= count;
            }
        }
        return crc.getValue();
    }

    private static String line(Entry entry) {
        String start = entry.step + " " + entry.length + " " + Long.toHexString(entry.crc) + " ";
        CRC32C crc = new CRC32C();
        crc.update(start.getBytes(StandardCharsets.ISO_8859_1));
        return start + Long.toHexString(crc.getValue()) + "\n";
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** Whether the file is to be begun. */
    boolean isNew() {
        return isNew;
    }

    /** The last step that the file holds, −1 if none. */
    long last() {
        return last.step;
    }

    /** The bytes of the file up to there. */
    long length() {
        return last.length;
    }

    /** The file holds a step now, to the end, and safely. */
    void add(long step, long length, long crc) throws IOException {
        last = new Entry(step, length, crc);
        write(line(last));
    }

    void close() throws IOException {
        channel.close();
    }
}
