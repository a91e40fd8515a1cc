package dev.millrace.testing.simulation;

import dev.millrace.engine.storage.Disk;
import dev.millrace.engine.storage.DiskFile;
import dev.millrace.engine.storage.DiskLockedException;
import dev.millrace.engine.storage.DiskReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A disk that promises what {@link Disk} does and not a bit more: at a crash, what was not synced is lost, torn or there. */
final class SimulatedDisk implements Disk {
    private final Fate fate;
    private final SimulatedFolder root = new SimulatedFolder();
    private final Set<String> locks = new HashSet<>();

    SimulatedDisk(Fate fate) {
        this.fate = fate;
    }

    /** What is left of it after a crash. */
    void crash(SplittableRandom random) {
        locks.clear();
        root.crash(random);
    }

    private static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private @Nullable SimulatedFolder find(String folder) {
        SimulatedFolder at = root;
        for (String part : folder.isEmpty() ? new String[0] : folder.split("/")) {
            if (!(at.get(part) instanceof SimulatedFolder next)) {
                return null;
            }
            at = next;
        }
        return at;
    }

    private SimulatedFolder folder(String name) throws IOException {
        SimulatedFolder found = find(name);
        if (found == null) {
            throw new NoSuchFileException(name);
        }
        return found;
    }

    private @Nullable SimulatedNode node(String name) {
        SimulatedFolder folder = find(parent(name));
        return folder == null ? null : folder.get(last(name));
    }

    private SimulatedContent content(String name) throws IOException {
        if (node(name) instanceof SimulatedContent content) {
            return content;
        }
        throw new NoSuchFileException(name);
    }

    /** All files with their bytes as they are now. */
    List<String> files() {
        return root.files("");
    }

    /** The bytes of a file, as they are now. */
    byte[] bytes(String file) throws IOException {
        return content(file).bytes();
    }

    @Override
    public List<String> list(String folder) throws IOException {
        fate.disk("list " + folder);
        SimulatedFolder found = find(folder);
        return found == null ? List.of() : found.names();
    }

    @Override
    public boolean exists(String name) throws IOException {
        fate.disk("exists " + name);
        return node(name) != null;
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        fate.disk("folder " + folder);
        if (node(folder) == null) {
            folder(parent(folder)).put(last(folder), new SimulatedFolder());
        }
    }

    @Override
    public DiskFile create(String file) throws IOException {
        fate.disk("create " + file);
        SimulatedFolder folder = folder(parent(file));
        if (folder.get(last(file)) instanceof SimulatedContent there) {
            there.truncate(0);
            return new OpenFile(file, there);
        }
        SimulatedContent made = new SimulatedContent();
        folder.put(last(file), made);
        return new OpenFile(file, made);
    }

    @Override
    public DiskFile append(String file) throws IOException {
        fate.disk("append " + file);
        return new OpenFile(file, content(file));
    }

    @Override
    public DiskReader open(String file) throws IOException {
        fate.disk("open " + file);
        return new OpenReader(file, content(file));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        fate.disk("rename " + from + " to " + to);
        folder(parent(from)).rename(last(from), last(to), content(from));
    }

    @Override
    public void delete(String name) throws IOException {
        fate.disk("delete " + name);
        SimulatedFolder folder = find(parent(name));
        if (folder != null && folder.get(last(name)) != null) {
            folder.put(last(name), null);
        }
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        fate.disk("sync folder " + folder);
        folder(folder).sync();
        fate.operation("synced folder " + folder);
    }

    @Override
    public AutoCloseable lock(String file) throws IOException {
        fate.disk("lock " + file);
        if (!locks.add(file)) {
            throw new DiskLockedException("the disk is locked");
        }
        return () -> locks.remove(file);
    }

    @Override
    public String name() {
        return "simulated";
    }

    private final class OpenFile implements DiskFile {
        private final String name;
        private final SimulatedContent content;

        private OpenFile(String name, SimulatedContent content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                fate.disk("write " + length + " to " + name);
            } catch (IOException failure) {
                content.write(bytes, from, fate.below(length + 1));
                throw failure;
            }
            content.write(bytes, from, length);
        }

        @Override
        public long size() throws IOException {
            fate.disk("size of " + name);
            return content.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            fate.disk("truncate " + name);
            content.truncate((int) size);
        }

        @Override
        public void sync() throws IOException {
            try {
                fate.disk("sync " + name);
            } catch (IOException failure) {
                content.syncFailed();
                throw failure;
            }
            content.sync();
            fate.operation("synced " + name);
        }

        @Override
        public void close() {}
    }

    private final class OpenReader implements DiskReader {
        private final String name;
        private final SimulatedContent content;

        private OpenReader(String name, SimulatedContent content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public long size() throws IOException {
            if (fate.isDead()) {
                throw new Crash();
            }
            return content.size();
        }

        @Override
        public int read(long offset, byte[] into, int from, int length) throws IOException {
            fate.disk("read " + name);
            return content.read(offset, into, from, length);
        }

        @Override
        public void close() {}
    }
}
