package dev.millrace.plan;

import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What holds of the rows of a join, by what holds of its inputs. */
record JoinRule(Join join, Properties left, Properties right, Schema leftSchema, Schema rightSchema) {

    /** A padded row goes when its partner comes, and a row of an anti join too. */
    boolean appendOnly() {
        boolean grows = join.kind() == JoinKind.INNER || join.kind() == JoinKind.SEMI;
        return grows && left.appendOnly() && right.appendOnly();
    }

    List<SortedSet<Integer>> keys() {
        return switch (join.kind()) {
            case INNER -> {
                List<SortedSet<Integer>> keys = new ArrayList<>(leftDetermines());
                keys.addAll(rightDetermines());
                yield keys;
            }
            case LEFT -> leftDetermines();
            case RIGHT -> rightDetermines();
            case FULL -> paddedOnBothSides();
            case SEMI, ANTI -> left.keys();
        };
    }

    /** A key of the left determines its row, thereby the join keys, and so needs only the rest of a key of the right. */
    private List<SortedSet<Integer>> leftDetermines() {
        return UniqueKeys.pairs(left.keys(), shifted(UniqueKeys.without(right.keys(), join.rightKeys())));
    }

    private List<SortedSet<Integer>> rightDetermines() {
        return UniqueKeys.pairs(UniqueKeys.without(left.keys(), join.leftKeys()), shifted(right.keys()));
    }

    /** Keys of both, if one holds a column that is NULL in padded rows only: else a row of each side could look the same. */
    private List<SortedSet<Integer>> paddedOnBothSides() {
        List<SortedSet<Integer>> keys = new ArrayList<>();
        for (SortedSet<Integer> key : left.keys()) {
            for (SortedSet<Integer> other : right.keys()) {
                if (hasNotNull(key, leftSchema) || hasNotNull(other, rightSchema)) {
                    keys.add(UniqueKeys.union(key, UniqueKeys.shifted(other, leftSchema.size())));
                }
            }
        }
        return keys;
    }

    private static boolean hasNotNull(SortedSet<Integer> key, Schema schema) {
        return key.stream().anyMatch(column -> !schema.type(column).nullable());
    }

    /** A change of one side may meet any old row of the other, but of the same join key. */
    SortedSet<Integer> monotone() {
        List<Integer> leftKeys = join.leftKeys();
        List<Integer> rightKeys = join.rightKeys();
        SortedSet<Integer> monotone = bothMonotone(leftKeys, rightKeys, left.monotone(), right.monotone());
        if (join.kind() != JoinKind.SEMI && join.kind() != JoinKind.ANTI) {
            monotone.addAll(UniqueKeys.shifted(
                    bothMonotone(rightKeys, leftKeys, right.monotone(), left.monotone()), leftSchema.size()));
        }
        return monotone;
    }

    /** Those of {@code keys} that are monotone and whose partner among {@code others} is too. */
    static SortedSet<Integer> bothMonotone(
            List<Integer> keys, List<Integer> others, SortedSet<Integer> monotone, SortedSet<Integer> othersMonotone) {
        SortedSet<Integer> both = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (monotone.contains(keys.get(i)) && othersMonotone.contains(others.get(i))) {
                both.add(keys.get(i));
            }
        }
        return both;
    }

    private List<SortedSet<Integer>> shifted(List<SortedSet<Integer>> keys) {
        return UniqueKeys.shifted(keys, leftSchema.size());
    }
}
