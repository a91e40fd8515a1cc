package dev.millrace.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first 24 bytes of every file: {@code "MLR"}, the kind, the version of the format (4 bytes), the file's number (8), 4 bytes 0, and
 * the CRC32C of all that. Numbers are little-endian, here and everywhere.
 */
final class FileHead {
    /** The version that is written, and the only one that is read. */
    static final int VERSION = 2;

    static final int BYTES = 24;

    private FileHead() {}

    static byte[] encode(FileKind kind, long number) {
        return encode(kind, number, VERSION);
    }

    static byte[] encode(FileKind kind, long number, int version) {
        byte[] head = new byte[BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 'M').put((byte) 'L').put((byte) 'R').put(kind.code());
        buffer.putInt(version).putLong(number).putInt(0);
        buffer.putInt(crc(head));
        return head;
    }

    private static int crc(byte[] head) {
        CRC32C crc = new CRC32C();
        crc.update(head, 0, BYTES - 4);
        return (int) crc.getValue();
    }

    /** Reads and checks the head of a file. */
    static void check(DiskReader reader, String name, FileKind kind, long number) throws IOException {
        byte[] head = new byte[BYTES];
        if (reader.read(0, head, 0, BYTES) < BYTES) {
            throw new DamagedException(name + " ends within its head");
        }
        ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(BYTES - 4) != crc(head)) {
            throw new DamagedException(name + " has a damaged head");
        }
        int version = buffer.getInt(4);
        if (version != VERSION) {
            throw new UnknownVersionException(name + " was written by " + (version > VERSION ? "a newer" : "an older")
                    + " version: its format is " + version + ", this version knows " + VERSION);
        }
        if (head[3] != kind.code() || buffer.getLong(8) != number) {
            throw new DamagedException(name + " is not what its name says");
        }
    }
}
