package dev.millrace.engine.batch;

import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins on equal keys and a residual condition. A row has a match if some row of the other side of positive weight joins it. */
final class Joining {
    private final Join join;
    private final @Nullable RowExpression residual;
    private final int leftWidth;
    private final int rightWidth;
    private final Relation result = new Relation();

    Joining(Join join, List<Schema> schemas) {
        this.join = join;
        this.residual = join.residual() == null ? null : RowExpression.compile(join.residual());
        this.leftWidth = schemas.get(0).size();
        this.rightWidth = schemas.get(1).size();
    }

    Relation evaluate(Relation left, Relation right) {
        Map<List<@Nullable Object>, List<Candidate>> candidates = candidates(right);
        left.forEach((row, weight) ->
                probe(row, weight, candidates.getOrDefault(key(row, join.leftKeys()), List.of())));
        if (join.kind() == JoinKind.RIGHT || join.kind() == JoinKind.FULL) {
            candidates.values().forEach(this::addUnmatched);
        }
        return result;
    }

    /** A row of the right side, and whether a row of the left joined it. */
    private static final class Candidate {
        private final @Nullable Object[] row;
        private final long weight;
        private boolean matched;

        Candidate(@Nullable Object[] row, long weight) {
            this.row = row;
            this.weight = weight;
        }
    }

    private Map<List<@Nullable Object>, List<Candidate>> candidates(Relation right) {
        Map<List<@Nullable Object>, List<Candidate>> candidates = new HashMap<>();
        right.forEach((row, weight) -> candidates
                .computeIfAbsent(key(row, join.rightKeys()), key -> new ArrayList<>())
                .add(new Candidate(row, weight)));
        return candidates;
    }

    private static List<@Nullable Object> key(@Nullable Object[] row, List<Integer> columns) {
        return Relation.canonical(Rows.select(row, columns));
    }

    private void probe(@Nullable Object[] row, long weight, List<Candidate> candidates) {
        boolean matched = false;
        for (Candidate candidate : candidates) {
            @Nullable Object[] pair = Rows.concat(row, candidate.row);
            if (comparable(row) && (residual == null || residual.isTrue(pair))) {
                matched |= candidate.weight > 0;
                candidate.matched |= weight > 0;
                addPair(pair, weight * candidate.weight);
            }
        }
        addLeft(row, weight, matched);
    }

    /** Whether no key is NULL that must not be; the other side then has the same. */
    private boolean comparable(@Nullable Object[] left) {
        for (int i = 0; i < join.leftKeys().size(); i++) {
            if (left[join.leftKeys().get(i)] == null && !join.nullSafe().get(i)) {
                return false;
            }
        }
        return true;
    }

    private void addPair(@Nullable Object[] pair, long weight) {
        switch (join.kind()) {
            case INNER, LEFT, RIGHT, FULL -> result.add(pair, weight);
            case SEMI, ANTI -> {}
        }
    }

    private void addLeft(@Nullable Object[] row, long weight, boolean matched) {
        switch (join.kind()) {
            case LEFT, FULL -> result.add(Rows.concat(row, new @Nullable Object[rightWidth]), matched ? 0 : weight);
            case SEMI -> result.add(row, matched ? weight : 0);
            case ANTI -> result.add(row, matched ? 0 : weight);
            case INNER, RIGHT -> {}
        }
    }

    private void addUnmatched(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            @Nullable Object[] row = Rows.concat(new @Nullable Object[leftWidth], candidate.row);
            result.add(row, candidate.matched ? 0 : candidate.weight);
        }
    }
}
