package dev.millrace.engine.circuit;

import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.Frozen;
import dev.millrace.engine.storage.BlockReader;
import dev.millrace.engine.storage.BlockWriter.Place;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.DamagedException;
import dev.millrace.engine.storage.Manifest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Makes checkpoints of parts of state while they go on changing.
 *
 * <p>{@link #freeze} is called between steps and returns at once; {@link Pending#write} takes its time, on another thread; then
 * {@link #thaw}, again between steps. Only then may the next {@code freeze} come. All but {@code write} is for the thread that makes
 * steps.
 */
public final class Checkpointer {
    /** Smaller parts are always written whole, together in one file: 1 MiB. */
    private static final long SMALL_BYTES = 1 << 20;

    /** The most images of a part: after that it is written whole. */
    private static final int IMAGES_MAX = 12;

    private final CheckpointFolder folder;
    private final SequencedMap<String, Durable> parts;
    private SequencedMap<String, List<Place>> images = new LinkedHashMap<>();

    /** For parts by name, which are not tracked yet. */
    public Checkpointer(CheckpointFolder folder, SequencedMap<String, Durable> parts) {
        this.folder = folder;
        this.parts = new LinkedHashMap<>(parts);
    }

    /**
     * Fills the parts, which are empty, from a checkpoint. If it throws {@link DamagedException} they are unusable.
     *
     * <p>The checkpoint may hold more parts, which are left out. That it fits is up to the caller, who compares {@link CheckpointInfo#program} and {@link CheckpointInfo#shards}
     * before.
     */
    public void restore(Manifest manifest) throws IOException {
        for (String name : parts.keySet()) {
            if (!manifest.parts().containsKey(name)) {
                throw new IOException("checkpoint " + manifest.number() + " lacks " + name
                        + ", because the pipeline that made it did not keep that");
            }
        }
        for (Map.Entry<String, Durable> part : parts.entrySet()) {
            restore(part.getKey(), part.getValue(), manifest.parts().getOrDefault(part.getKey(), List.of()));
        }
        images = new LinkedHashMap<>(manifest.parts());
        images.keySet().retainAll(parts.keySet());
    }

    private void restore(String name, Durable part, List<Place> places) throws IOException {
        List<BlockReader> readers = folder.open(places);
        try {
            part.restore(readers);
            for (BlockReader reader : readers) {
                reader.skipAll();
            }
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException wrong) {
            throw new DamagedException("the image of " + name + " makes no sense: " + wrong);
        } finally {
            for (BlockReader reader : readers) {
                reader.close();
            }
        }
    }

    /** Begins to remember what changes; before the first step and after {@link #restore}. */
    public void track() {
        parts.values().forEach(Durable::track);
    }

    /** The state as it is now. */
    public Pending freeze() {
        SequencedMap<String, Image> frozen = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            List<Place> former = images.getOrDefault(name, List.of());
            boolean whole = part.bytes() < SMALL_BYTES || isWorn(former);
            frozen.put(
                    name,
                    new Image(part.freeze(whole), whole ? List.of() : former, former, part.bytes() >= SMALL_BYTES));
        });
        return new Pending(frozen);
    }

    private static boolean isWorn(List<Place> places) {
        if (places.isEmpty() || places.size() > IMAGES_MAX) {
            return true;
        }
        long all = places.stream().mapToLong(Place::length).sum();
        return all > 2 * places.getLast().length();
    }

    /** The end of a checkpoint, which has the manifest if it was written; else nothing that changed is known to be on the disk. */
    public void thaw(java.util.Optional<Manifest> written) {
        parts.values().forEach(Durable::thaw);
        images = new LinkedHashMap<>(written.map(Manifest::parts).orElseGet(LinkedHashMap::new));
    }

    private record Image(Frozen frozen, List<Place> former, List<Place> all, boolean alone) {}

    /** State that is to be written. */
    public final class Pending {
        private final SequencedMap<String, Image> frozen;

        private Pending(SequencedMap<String, Image> frozen) {
            this.frozen = frozen;
        }

        /** Writes it; once, on any thread. If it throws, the checkpoint does not exist. */
        public Manifest write(CheckpointInfo about) throws IOException {
            long begin = System.nanoTime();
            CheckpointFolder.Writing writing = folder.begin();
            try {
                for (Map.Entry<String, Image> part : frozen.entrySet()) {
                    write(writing, part.getKey(), part.getValue());
                }
                return writing.finish(about.withWriteMillis((System.nanoTime() - begin) / 1_000_000));
            } catch (IOException | RuntimeException | Error failure) {
                writing.abandon();
                throw failure;
            }
        }

        private static void write(CheckpointFolder.Writing writing, String name, Image image) throws IOException {
            if (!image.former.isEmpty() && image.frozen.unchanged()) {
                writing.keep(name, image.all);
            } else {
                writing.write(name, image.frozen, image.former, image.alone);
            }
        }
    }
}
