package dev.millrace.plan.physical;

import java.util.List;

/** On which shards the rows of a stream are. */
public sealed interface Distribution {

    /** Every row is on some shard, equal rows perhaps on different ones. */
    record Arbitrary() implements Distribution {
        @Override
        public String toString() {
            return "arbitrary";
        }
    }

    /** Every row is on shard 0. */
    record Single() implements Distribution {
        @Override
        public String toString() {
            return "single";
        }
    }

    /**
     * Every row is on the shard {@code f(h)}, where {@code h} is the hash of its values in {@code columns}, in that order, and
     * {@code f} is the same for the whole circuit. Each of the {@code alternatives} is such a list of columns, at least one, none
     * empty: after a join there are two.
     */
    record Hashed(List<List<Integer>> alternatives) implements Distribution {
        public Hashed {
            alternatives = alternatives.stream().map(List::copyOf).toList();
            if (alternatives.isEmpty() || alternatives.contains(List.<Integer>of())) {
                throw new IllegalArgumentException("hashed by no columns");
            }
        }

        /** Hashed by these columns. */
        public static Hashed by(List<Integer> columns) {
            return new Hashed(List.of(columns));
        }

        @Override
        public String toString() {
            return "hashed by "
                    + String.join(
                            " or ", alternatives.stream().map(List::toString).toList());
        }
    }
}
