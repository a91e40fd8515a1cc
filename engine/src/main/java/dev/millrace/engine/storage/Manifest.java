package dev.millrace.engine.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a checkpoint is: where the images of its parts are, and what it says about itself.
 *
 * @param number of the checkpoint, from 1
 * @param about its step and whatever else is to be known without reading the parts
 * @param bytesWritten for this checkpoint
 * @param parts for each part the places of its images, the newest first, the last a whole one
 */
public record Manifest(
        long number, CheckpointInfo about, long bytesWritten, SequencedMap<String, List<BlockWriter.Place>> parts) {
    public Manifest {
        SequencedMap<String, List<BlockWriter.Place>> copy = new LinkedHashMap<>();
        parts.forEach((name, places) -> copy.put(name, List.copyOf(places)));
        parts = Collections.unmodifiableSequencedMap(copy);
    }

    /** The bytes of all images. */
    public long bytes() {
        return parts.values().stream()
                .flatMap(List::stream)
                .mapToLong(BlockWriter.Place::length)
                .sum();
    }

    void write(BlockWriter out) throws IOException {
        out.putLong(number);
        about.write(out);
        out.putLong(bytesWritten);
        out.putInt(parts.size());
        for (Map.Entry<String, List<BlockWriter.Place>> part : parts.entrySet()) {
            out.putText(part.getKey());
            out.putInt(part.getValue().size());
            for (BlockWriter.Place place : part.getValue()) {
                out.putLong(place.file());
                out.putLong(place.offset());
                out.putLong(place.length());
            }
        }
    }

    static Manifest read(BlockReader in) throws IOException {
        long number = in.getLong();
        CheckpointInfo about = CheckpointInfo.read(in);
        long bytesWritten = in.getLong();
        int count = in.count();
        SequencedMap<String, List<BlockWriter.Place>> parts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.getText();
            List<BlockWriter.Place> places = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                places.add(new BlockWriter.Place(in.getLong(), in.getLong(), in.getLong()));
            }
            parts.put(name, places);
        }
        in.expectEnd();
        return new Manifest(number, about, bytesWritten, parts);
    }
}
