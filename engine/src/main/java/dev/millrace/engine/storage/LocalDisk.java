package dev.millrace.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of this machine. */
public final class LocalDisk implements Disk {
    private final Path root;

    private LocalDisk(Path root) {
        this.root = root;
    }

    /** The folder {@code root}, which is made if it is not there. */
    public static LocalDisk open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        LocalDisk disk = new LocalDisk(absolute);
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute);
            sync(absolute.getParent());
        }
        return disk;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        if (!Files.isDirectory(path(folder))) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        Files.createDirectories(path(folder));
    }

    @Override
    public DiskFile create(String file) throws IOException {
        return new LocalFile(FileChannel.open(
                path(file), StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    @Override
    public DiskFile append(String file) throws IOException {
        FileChannel channel = FileChannel.open(path(file), StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new LocalFile(channel);
    }

    @Override
    public DiskReader open(String file) throws IOException {
        return new LocalReader(FileChannel.open(path(file), StandardOpenOption.READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        sync(path(folder));
    }

    private static void sync(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public AutoCloseable lock(String file) throws IOException {
        FileChannel channel = FileChannel.open(path(file), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new DiskLockedException("another process is using " + root);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    @Override
    public String name() {
        return root.toString();
    }

    private Path path(String name) {
        return name.isEmpty() ? root : root.resolve(name);
    }

    private record LocalFile(FileChannel channel) implements DiskFile {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
            channel.position(size);
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record LocalReader(FileChannel channel) implements DiskReader {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long offset, byte[] into, int from, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position() - from) < 0) {
                    break;
                }
            }
            return buffer.position() - from;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
