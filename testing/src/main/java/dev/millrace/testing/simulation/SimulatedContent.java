package dev.millrace.testing.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The bytes of a file: those that are durable, and what happened to them since. */
final class SimulatedContent implements SimulatedNode {
    private static final int BLOCK = 64;

    private Bytes durable = new Bytes();
    private final Bytes current = new Bytes();
    private final List<Change> changes = new ArrayList<>();
    private boolean doomed;

    private static final class Bytes {
        private byte[] array = new byte[256];
        private int size;

        void put(int offset, byte[] bytes, int from, int length) {
            if (offset + length > array.length) {
                array = Arrays.copyOf(array, Math.max(offset + length, 2 * array.length));
            }
            if (offset > size) {
                Arrays.fill(array, size, offset, (byte) 0);
            }
            System.arraycopy(bytes, from, array, offset, length);
            size = Math.max(size, offset + length);
        }

        Bytes copy() {
            Bytes copy = new Bytes();
            copy.put(0, array, 0, size);
            return copy;
        }
    }

    /** Bytes at a place, or, if there are none, the end of the file there. */
    private record Change(int offset, byte[] bytes) {
        void apply(Bytes to) {
            if (bytes.length == 0) {
                to.size = offset;
            } else {
                to.put(offset, bytes, 0, bytes.length);
            }
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(current.array, current.size);
    }

    int size() {
        return current.size;
    }

    void write(byte[] bytes, int from, int length) {
        if (length > 0) {
            change(new Change(current.size, Arrays.copyOfRange(bytes, from, from + length)));
        }
    }

    void truncate(int size) {
        change(new Change(size, new byte[0]));
        doomed = false;
    }

    private void change(Change change) {
        change.apply(current);
        changes.add(change);
    }

    int read(long offset, byte[] into, int from, int length) {
        int at = (int) Math.min(offset, current.size);
        int count = Math.min(length, current.size - at);
        System.arraycopy(current.array, at, into, from, count);
        return count;
    }

    void sync() {
        if (!doomed) {
            changes.forEach(change -> change.apply(durable));
            changes.clear();
        }
    }

    /** What was written is not on the disk, and the disk will not say so again. */
    void syncFailed() {
        doomed = true;
    }

    @Override
    public void crash(SplittableRandom random) {
        switch (changes.isEmpty() ? 0 : random.nextInt(4)) {
            case 0 -> {}
            case 1 -> changes.forEach(change -> change.apply(durable));
            case 2 -> keepPrefix(random);
            default -> keepBlocks(random);
        }
        changes.clear();
        doomed = false;
        Bytes left = durable;
        durable = left.copy();
        current.size = 0;
        current.put(0, left.array, 0, left.size);
    }

    private void keepPrefix(SplittableRandom random) {
        int whole = random.nextInt(changes.size());
        for (int i = 0; i < whole; i++) {
            changes.get(i).apply(durable);
        }
        Change torn = changes.get(whole);
        int length = torn.bytes.length == 0 ? 0 : random.nextInt(torn.bytes.length + 1);
        if (length > 0) {
            durable.put(torn.offset, torn.bytes, 0, length);
        }
    }

    /** Some blocks are there and others are not, which then are zeros or garbage if something behind them is there. */
    private void keepBlocks(SplittableRandom random) {
        boolean garbage = random.nextInt(3) == 0;
        for (Change change : changes) {
            if (change.bytes.length == 0) {
                if (random.nextBoolean()) {
                    change.apply(durable);
                }
                continue;
            }
            for (int at = 0; at < change.bytes.length; at += BLOCK) {
                int length = Math.min(BLOCK, change.bytes.length - at);
                if (random.nextBoolean()) {
                    durable.put(change.offset + at, change.bytes, at, length);
                } else if (garbage) {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    durable.put(change.offset + at, noise, 0, length);
                }
            }
        }
    }
}
