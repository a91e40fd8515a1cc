package dev.millrace.testing;

import dev.millrace.engine.storage.Disk;
import dev.millrace.engine.storage.DiskFile;
import dev.millrace.engine.storage.DiskLockedException;
import dev.millrace.engine.storage.DiskReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A disk in memory that never fails. Thread-safe. */
public final class MemoryDisk implements Disk {
    private final SortedMap<String, Content> files = new TreeMap<>();
    private final Set<String> locks = new HashSet<>();

    private static final class Content {
        private byte[] bytes = new byte[64];
        private int size;
    }

    /** The names of all files. */
    public synchronized List<String> files() {
        return List.copyOf(files.keySet());
    }

    /** Another disk with the same files; nobody holds its locks. */
    public synchronized MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        files.forEach((name, content) -> copy.put(name, Arrays.copyOf(content.bytes, content.size)));
        return copy;
    }

    /** The bytes of a file. */
    public synchronized byte[] bytes(String file) throws IOException {
        Content content = content(file);
        return Arrays.copyOf(content.bytes, content.size);
    }

    /** Replaces the bytes of a file, or makes it. */
    public synchronized void put(String file, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        content.size = bytes.length;
        files.put(file, content);
    }

    private Content content(String file) throws IOException {
        Content content = files.get(file);
        if (content == null) {
            throw new NoSuchFileException(file);
        }
        return content;
    }

    @Override
    public synchronized List<String> list(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return files.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("/.*", ""))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public synchronized boolean exists(String name) {
        return files.containsKey(name) || !list(name).isEmpty();
    }

    @Override
    public void makeFolder(String folder) {}

    @Override
    public synchronized DiskFile create(String file) {
        Content content = new Content();
        files.put(file, content);
        return new MemoryFile(content);
    }

    @Override
    public synchronized DiskFile append(String file) throws IOException {
        return new MemoryFile(content(file));
    }

    @Override
    public synchronized DiskReader open(String file) throws IOException {
        return new MemoryReader(content(file));
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public synchronized void delete(String name) {
        files.remove(name);
    }

    @Override
    public void syncFolder(String folder) {}

    @Override
    public synchronized AutoCloseable lock(String file) throws IOException {
        if (!locks.add(file)) {
            throw new DiskLockedException("somebody else is using the disk");
        }
        return () -> unlock(file);
    }

    private synchronized void unlock(String file) {
        locks.remove(file);
    }

    @Override
    public String name() {
        return "memory";
    }

    private final class MemoryFile implements DiskFile {
        private final Content content;

        private MemoryFile(Content content) {
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            synchronized (MemoryDisk.this) {
                if (content.size + length > content.bytes.length) {
                    content.bytes = Arrays.copyOf(content.bytes, Math.max(content.size + length, content.size * 2));
                }
                System.arraycopy(bytes, from, content.bytes, content.size, length);
                content.size += length;
            }
        }

        @Override
        public long size() {
            synchronized (MemoryDisk.this) {
                return content.size;
            }
        }

        @Override
        public void truncate(long size) {
            synchronized (MemoryDisk.this) {
                content.size = (int) size;
            }
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }

    private final class MemoryReader implements DiskReader {
        private final Content content;

        private MemoryReader(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (MemoryDisk.this) {
                return content.size;
            }
        }

        @Override
        public int read(long offset, byte[] into, int from, int length) {
            synchronized (MemoryDisk.this) {
                int count = (int) Math.max(0, Math.min(length, content.size - offset));
                System.arraycopy(content.bytes, (int) Math.min(offset, content.size), into, from, count);
                return count;
            }
        }

        @Override
        public void close() {}
    }
}
