package dev.millrace.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names in a folder: those that are durable, and what happened to them since. */
final class SimulatedFolder implements SimulatedNode {
    private final TreeMap<String, SimulatedNode> durable = new TreeMap<>();
    private final TreeMap<String, SimulatedNode> names = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    /** A name is given to {@code node}, or to nothing if that is {@code null}, and taken from {@code from} if that is not. */
    private record Change(
            String name,
            @Nullable SimulatedNode node,
            @Nullable String from) {
        void apply(TreeMap<String, SimulatedNode> to) {
            if (from != null) {
                to.remove(from);
            }
            if (node == null) {
                to.remove(name);
            } else {
                to.put(name, node);
            }
        }
    }

    @Nullable
    SimulatedNode get(String name) {
        return names.get(name);
    }

    List<String> names() {
        return List.copyOf(names.keySet());
    }

    List<String> files(String prefix) {
        List<String> files = new ArrayList<>();
        names.forEach((name, node) -> {
            switch (node) {
                case SimulatedFolder folder -> files.addAll(folder.files(prefix + name + "/"));
                case SimulatedContent content -> files.add(prefix + name);
            }
        });
        return files;
    }

    void put(String name, @Nullable SimulatedNode node) {
        change(new Change(name, node, null));
    }

    void rename(String from, String to, SimulatedNode node) {
        change(new Change(to, node, from));
    }

    private void change(Change change) {
        change.apply(names);
        changes.add(change);
    }

    void sync() {
        changes.forEach(change -> change.apply(durable));
        changes.clear();
    }

    @Override
    public void crash(SplittableRandom random) {
        int mode = random.nextInt(4);
        int prefix = random.nextInt(changes.size() + 1);
        for (int i = 0; i < changes.size(); i++) {
            boolean kept = switch (mode) {
                case 0 -> false;
                case 1 -> true;
                case 2 -> i < prefix;
                default -> random.nextBoolean();
            };
            if (kept) {
                changes.get(i).apply(durable);
            }
        }
        changes.clear();
        names.clear();
        names.putAll(durable);
        names.values().forEach(node -> node.crash(random));
    }
}
