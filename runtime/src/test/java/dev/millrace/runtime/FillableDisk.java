package dev.millrace.runtime;

import dev.millrace.engine.storage.Disk;
import dev.millrace.engine.storage.DiskFile;
import dev.millrace.engine.storage.DiskReader;
import java.io.IOException;
import java.util.List;

/** A disk on which nothing can be written while it is full. */
final class FillableDisk implements Disk {
    private final Disk disk;
    private volatile boolean full;

    FillableDisk(Disk disk) {
        this.disk = disk;
    }

    void fill(boolean toTheBrim) {
        full = toTheBrim;
    }

    private void require() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
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
        require();
        return limited(disk.create(file));
    }

    @Override
    public DiskFile append(String file) throws IOException {
        return limited(disk.append(file));
    }

    private DiskFile limited(DiskFile file) {
        return new DiskFile() {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (full) {
                    file.write(bytes, from, length / 2);
                }
                require();
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
                require();
                file.sync();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
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
}
