package dev.millrace.engine.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The checkpoints of a pipeline on a disk: {@code checkpoints/N.manifest}, each of which names images in {@code segments/}.
 *
 * <p>A checkpoint is there when its manifest is, under its name, in a folder that was synced; all it names was synced before. Files are
 * never changed once they are named. One thread at a time writes; reading is for one thread, too, not at the same time.
 */
public final class CheckpointFolder {
    private static final String MANIFESTS = "checkpoints";
    private static final String SEGMENTS = "segments";
    private static final String MANIFEST = ".manifest";
    private static final String SEGMENT = ".segment";
    private static final String TEMPORARY = ".tmp";
    private static final int FILES_BITS = 24;

    private final Disk disk;
    private final int kept;
    private long last;

    /** Keeps {@code kept} ≥ 1 checkpoints. Makes the folders if they are not there. */
    public CheckpointFolder(Disk disk, int kept) throws IOException {
        this.disk = disk;
        this.kept = kept;
        disk.makeFolder(MANIFESTS);
        disk.makeFolder(SEGMENTS);
        disk.syncFolder("");
        List<Long> numbers = numbers();
        this.last = numbers.isEmpty() ? 0 : numbers.getFirst();
    }

    /** The numbers of checkpoints, damaged ones too, the newest first. */
    public List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.list(MANIFESTS)) {
            if (name.endsWith(MANIFEST)) {
                long number = number(name, MANIFEST);
                if (number > 0) {
                    numbers.add(number);
                }
            }
        }
        return numbers.reversed();
    }

    private static long number(String name, String ending) {
        try {
            return Long.parseLong(name.substring(0, name.length() - ending.length()), 16);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }

    private static String manifestName(long number) {
        return "%s/%012x%s".formatted(MANIFESTS, number, MANIFEST);
    }

    private static String segmentName(long file) {
        return "%s/%016x%s".formatted(SEGMENTS, file, SEGMENT);
    }

    /** Reads what a checkpoint says of itself. Throws {@link DamagedException} if it cannot be relied on. */
    public Manifest read(long number) throws IOException {
        String name = manifestName(number);
        DiskReader file = disk.open(name);
        try (BlockReader reader = new BlockReader(
                file, name, new BlockWriter.Place(number, FileHead.BYTES, file.size() - FileHead.BYTES))) {
            FileHead.check(file, name, FileKind.MANIFEST, number);
            Manifest manifest = Manifest.read(reader);
            if (manifest.number() != number) {
                throw reader.damaged("is that of another checkpoint");
            }
            return manifest;
        }
    }

    /** Readers for images, one each, which are the caller's to close. */
    public List<BlockReader> open(List<BlockWriter.Place> places) throws IOException {
        List<BlockReader> readers = new ArrayList<>();
        try {
            for (BlockWriter.Place place : places) {
                readers.add(open(place));
            }
            return readers;
        } catch (IOException | RuntimeException | Error failure) {
            for (BlockReader reader : readers) {
                reader.close();
            }
            throw failure;
        }
    }

    private BlockReader open(BlockWriter.Place place) throws IOException {
        String name = segmentName(place.file());
        if (!disk.exists(name)) {
            throw new DamagedException(name + " is missing");
        }
        DiskReader file = disk.open(name);
        try {
            FileHead.check(file, name, FileKind.SEGMENT, place.file());
            return new BlockReader(file, name, place);
        } catch (IOException | RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    /** Reads all of a checkpoint for its checksums. Throws {@link DamagedException}. */
    public Manifest verify(long number) throws IOException {
        Manifest manifest = read(number);
        for (List<BlockWriter.Place> places : manifest.parts().values()) {
            for (BlockWriter.Place place : places) {
                try (BlockReader reader = open(place)) {
                    reader.skipAll();
                }
            }
        }
        return manifest;
    }

    /** Begins a checkpoint. */
    public Writing begin() {
        last++;
        return new Writing(last);
    }

    /** Deletes all checkpoints and their images. */
    public void clear() throws IOException {
        for (String name : disk.list(MANIFESTS)) {
            disk.delete(MANIFESTS + "/" + name);
        }
        disk.syncFolder(MANIFESTS);
        for (String name : disk.list(SEGMENTS)) {
            disk.delete(SEGMENTS + "/" + name);
        }
        disk.syncFolder(SEGMENTS);
    }

    /**
     * Deletes what is not needed: all but the newest checkpoints, those that cannot be read, and images that no checkpoint names. The
     * answer is the checkpoints that are left, the newest first.
     */
    public List<Manifest> prune() throws IOException {
        List<Manifest> left = new ArrayList<>();
        for (long number : numbers()) {
            if (left.size() == kept || !addReadable(number, left)) {
                disk.delete(manifestName(number));
            }
        }
        disk.syncFolder(MANIFESTS);
        deleteUnnamed(left);
        return left;
    }

    private boolean addReadable(long number, List<Manifest> found) throws IOException {
        try {
            found.add(read(number));
            return true;
        } catch (DamagedException damaged) {
            return false;
        }
    }

    private void deleteUnnamed(List<Manifest> left) throws IOException {
        Set<String> named = new HashSet<>();
        left.forEach(manifest -> manifest.parts()
                .values()
                .forEach(places -> places.forEach(place -> named.add(segmentName(place.file())))));
        for (String name : disk.list(SEGMENTS)) {
            if (!named.contains(SEGMENTS + "/" + name)) {
                disk.delete(SEGMENTS + "/" + name);
            }
        }
    }

    /** Writes a part. */
    @FunctionalInterface
    public interface Part {
        /** Writes one stream, without ending it. */
        void write(BlockWriter out) throws IOException;
    }

    /** A checkpoint that is being written. If it fails it is as if it had not been begun, but for files that nobody names. */
    public final class Writing {
        private final long number;
        private final SequencedMap<String, List<BlockWriter.Place>> parts = new LinkedHashMap<>();
        private final List<BlockWriter> open = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private long bytesWritten;

        private Writing(long number) {
            this.number = number;
        }

        /** A part that has not changed since these images. */
        public void keep(String part, List<BlockWriter.Place> places) {
            parts.put(part, places);
        }

        /**
         * A part with one more image, before those there are.
         *
         * @param alone whether the image has a file of its own, so that it can be given up alone: good for large ones
         */
        public void write(String part, Part image, List<BlockWriter.Place> former, boolean alone) throws IOException {
            BlockWriter out = alone ? newFile() : shared();
            image.write(out);
            BlockWriter.Place place = out.endStream();
            bytesWritten += place.length();
            if (alone) {
                out.sync();
                out.close();
                open.remove(out);
            }
            List<BlockWriter.Place> places = new ArrayList<>(List.of(place));
            places.addAll(former);
            parts.put(part, places);
        }

        private BlockWriter shared() throws IOException {
            return open.isEmpty() ? newFile() : open.getFirst();
        }

        private BlockWriter newFile() throws IOException {
            long file = number << FILES_BITS | files.size();
            String name = segmentName(file);
            files.add(name);
            BlockWriter writer = BlockWriter.create(disk, name, FileKind.SEGMENT, file);
            open.add(writer);
            return writer;
        }

        /** Makes all of it durable; from now on it is the newest checkpoint. */
        public Manifest finish(CheckpointInfo about) throws IOException {
            for (BlockWriter writer : open) {
                writer.sync();
                writer.close();
            }
            open.clear();
            disk.syncFolder(SEGMENTS);
            Manifest manifest = new Manifest(number, about, bytesWritten, parts);
            String name = manifestName(number);
            try (BlockWriter out = BlockWriter.create(disk, name + TEMPORARY, FileKind.MANIFEST, number)) {
                manifest.write(out);
                out.endStream();
                out.sync();
            }
            disk.rename(name + TEMPORARY, name);
            disk.syncFolder(MANIFESTS);
            return manifest;
        }

        /** Gives it up, and the room it took if that is possible. */
        public void abandon() {
            for (BlockWriter writer : open) {
                try {
                    writer.close();
                } catch (IOException ignored) {
                    continue;
                }
            }
            try {
                disk.delete(manifestName(number) + TEMPORARY);
                for (String file : files) {
                    disk.delete(file);
                }
            } catch (IOException left) {
                // The next prune deletes what nobody names.
                return;
            }
        }
    }
}
