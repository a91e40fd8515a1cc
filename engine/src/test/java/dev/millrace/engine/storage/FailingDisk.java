package dev.millrace.engine.storage;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** A disk on which syncing fails when somebody wants it to. */
final class FailingDisk implements Disk {
    private final Disk disk;
    /** Decides by the name of the file or folder that is to be synced. */
    private Predicate<String> fails = name -> false;

    FailingDisk(Disk disk) {
        this.disk = disk;
    }

    void failAt(Predicate<String> names) {
        fails = names;
    }

    private void check(String name) throws IOException {
        if (fails.test(name)) {
            throw new IOException("cannot sync " + name);
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public boolean exists(String name) throws IOException {
        return disk.exists(name);
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        disk.makeFolder(folder);
    }

    @Override
    public DiskFile create(String file) throws IOException {
        return new Syncing(file, disk.create(file));
    }

    @Override
    public DiskFile append(String file) throws IOException {
        return new Syncing(file, disk.append(file));
    }

    @Override
    public DiskReader open(String file) throws IOException {
        return disk.open(file);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        check(folder);
        disk.syncFolder(folder);
    }

    @Override
    public AutoCloseable lock(String file) throws IOException {
        return disk.lock(file);
    }

    @Override
    public String name() {
        return disk.name();
    }

    private final class Syncing implements DiskFile {
        private final String name;
        private final DiskFile file;

        Syncing(String name, DiskFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            file.write(bytes, from, length);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            check(name);
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
