package dev.millrace.engine.batch;

import java.util.List;

/** Union, difference, intersection. */
final class SetOperations {
    private SetOperations() {}

    static Relation union(List<Relation> inputs, long factor) {
        Relation result = new Relation();
        inputs.forEach(input -> result.addAll(input, factor));
        return result;
    }

    static Relation distinct(Relation input) {
        Relation result = new Relation();
        input.forEach((row, weight) -> result.add(row, weight > 0 ? 1 : 0));
        return result;
    }

    static Relation intersect(List<Relation> inputs, boolean all) {
        Relation result = new Relation();
        inputs.getFirst().forEach((row, weight) -> {
            long least = weight;
            for (Relation input : inputs) {
                least = Math.min(least, input.weight(row));
            }
            result.add(row, least <= 0 ? 0 : all ? least : 1);
        });
        return result;
    }

    static Relation except(List<Relation> inputs, boolean all) {
        Relation result = new Relation();
        inputs.getFirst().forEach((row, weight) -> {
            long others = 0;
            for (Relation input : inputs.subList(1, inputs.size())) {
                others += Math.max(0, input.weight(row));
            }
            long left = all ? weight - others : others > 0 ? 0 : Math.min(weight, 1);
            result.add(row, Math.max(0, left));
        });
        return result;
    }
}
