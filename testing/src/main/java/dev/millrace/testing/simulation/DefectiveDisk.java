package dev.millrace.testing.simulation;

import dev.millrace.engine.storage.Disk;
import dev.millrace.engine.storage.DiskFile;
import dev.millrace.engine.storage.DiskReader;
import java.io.IOException;
import java.util.List;

/** A disk whose user does something wrongly: it stands between the pipeline and the disk and leaves it out. */
final class DefectiveDisk implements Disk {
    private final Disk disk;
    private final Defect defect;

    DefectiveDisk(Disk disk, Defect defect) {
        this.disk = disk;
        this.defect = defect;
    }

    private boolean skipsSync(String file) {
        return switch (defect) {
            case NO_JOURNAL_SYNC, SEND_BEFORE_JOURNAL -> file.startsWith("journal/");
            case NO_SEGMENT_SYNC -> file.startsWith("segments/");
            case NO_MANIFEST_SYNC -> file.startsWith("checkpoints/");
            default -> false;
        };
    }

    private boolean skipsFolderSync(String folder) {
        return switch (defect) {
            case NO_JOURNAL_FOLDER_SYNC -> folder.equals("journal");
            case NO_SEGMENT_FOLDER_SYNC -> folder.equals("segments");
            case NO_CHECKPOINT_FOLDER_SYNC -> folder.equals("checkpoints");
            default -> false;
        };
    }

    @Override
    public List<String> list(String folder) throws IOException {
        List<String> names = disk.list(folder);
        if (defect == Defect.FORGET_JOURNAL && folder.equals("journal")) {
            return List.of();
        }
        if (defect == Defect.STALE_CHECKPOINT && folder.equals("checkpoints")) {
            List<String> manifests =
                    names.stream().filter(name -> name.endsWith(".manifest")).toList();
            return manifests.isEmpty() ? manifests : manifests.subList(0, manifests.size() - 1);
        }
        return names;
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
        return new Open(disk.create(file), file);
    }

    @Override
    public DiskFile append(String file) throws IOException {
        return new Open(disk.append(file), file);
    }

    @Override
    public DiskReader open(String file) throws IOException {
        DiskReader reader = disk.open(file);
        return defect == Defect.SHORTEN_JOURNAL && file.startsWith("journal/") ? new Shortened(reader) : reader;
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
        if (!skipsFolderSync(folder)) {
            disk.syncFolder(folder);
        }
    }

    @Override
    public AutoCloseable lock(String file) throws IOException {
        return disk.lock(file);
    }

    @Override
    public String name() {
        return disk.name();
    }

    private record Shortened(DiskReader reader) implements DiskReader {
        private static final int LOST = 300;

        @Override
        public long size() throws IOException {
            return Math.max(0, reader.size() - LOST);
        }

        @Override
        public int read(long offset, byte[] into, int from, int length) throws IOException {
            return reader.read(offset, into, from, (int) Math.max(0, Math.min(length, size() - offset)));
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private final class Open implements DiskFile {
        private final DiskFile file;
        private final String name;
        private int owed;

        private Open(DiskFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (owed > 0 && --owed == 0) {
                file.sync();
            }
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
            if (defect == Defect.SEND_BEFORE_JOURNAL && skipsSync(name)) {
                // The mark that is written at once after a sync must not bring it about.
                owed = 2;
            } else if (!skipsSync(name)) {
                file.sync();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
