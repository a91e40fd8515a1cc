package dev.millrace.engine.expression;

import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of several expressions. Once it has seen enough rows, those with code are computed by one loop, or by a few if one would
 * be too large.
 */
final class FusedColumns {
    private final List<Node> nodes;
    private final int sharedCount;
    private final Warmth warmth = new Warmth();
    private @Nullable List<Part> parts;

    /** Some of the nodes, by number, in one loop: without and with NULLs; then the same for chosen rows. */
    private record Part(
            List<Integer> numbers,
            List<Node> nodes,
            @Nullable Fusion[] fusions) {}

    FusedColumns(List<Node> nodes, int sharedCount) {
        this.nodes = nodes;
        this.sharedCount = sharedCount;
    }

    /** One column per expression. */
    List<Column> evaluate(Batch batch) {
        Frame frame = Frame.of(batch, sharedCount);
        @Nullable Column[] columns = new Column[nodes.size()];
        if (warmth.isHot(batch.size())) {
            parts(frame).forEach(part -> put(part, evaluate(part, frame), columns));
        }
        return completed(columns, frame);
    }

    /** One column per expression, of the rows {@code rows[0..count)} of the batch. */
    List<Column> evaluate(Batch batch, int[] rows, int count) {
        Frame whole = Frame.of(batch, sharedCount);
        Frame frame = whole.narrow(rows, count);
        @Nullable Column[] columns = new Column[nodes.size()];
        if (warmth.isHot(count)) {
            for (Part part : parts(frame)) {
                boolean inPlace = Objects.requireNonNull(part.fusions[0]).readsInputsOnly();
                put(part, inPlace ? evaluate(part, whole, frame, rows) : evaluate(part, frame), columns);
            }
        }
        return completed(columns, frame);
    }

    private List<Column> completed(@Nullable Column[] columns, Frame frame) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == null) {
                int first = first(i);
                columns[i] = first < i ? columns[first] : nodes.get(i).evaluate(frame);
            }
        }
        return Arrays.stream(columns).map(Objects::requireNonNull).toList();
    }

    /** The first expression that is the same as this one. */
    private int first(int number) {
        int first = 0;
        while (nodes.get(first) != nodes.get(number)) {
            first++;
        }
        return first;
    }

    private List<Part> parts(Frame frame) {
        List<Part> known = parts;
        if (known == null) {
            known = new ArrayList<>();
            List<Integer> numbers = IntStream.range(0, nodes.size())
                    .filter(i -> first(i) == i && Fusion.hasCode(nodes.get(i), frame))
                    .boxed()
                    .toList();
            split(numbers, frame, known);
            parts = known;
        }
        return known;
    }

    /** One part for all; if that is too large, one or more for each half. */
    private void split(List<Integer> numbers, Frame frame, List<Part> made) {
        if (numbers.isEmpty()) {
            return;
        }
        List<Node> chosen = numbers.stream().map(nodes::get).toList();
        Fusion plain = Fusion.ofColumns(chosen, frame, false);
        if (plain != null) {
            made.add(new Part(numbers, chosen, new Fusion[] {plain, null, null, null}));
        } else if (numbers.size() > 1) {
            int half = numbers.size() / 2;
            split(numbers.subList(0, half), frame, made);
            split(numbers.subList(half, numbers.size()), frame, made);
        }
    }

    private @Nullable List<Column> evaluate(Part part, Frame frame) {
        Fusion plain = Objects.requireNonNull(part.fusions[0]);
        Column[] inputs = plain.columns(frame);
        Fusion fusion = Warmth.anyNulls(inputs)
                ? warmth.fusion(part.fusions, 1, () -> Fusion.ofColumns(part.nodes, frame, true))
                : plain;
        return fusion == null ? null : fusion.compute(frame.size(), fusion.columns(frame, plain, inputs));
    }

    /** Reads the columns of the whole batch where they are, instead of gathering their chosen rows first. */
    private @Nullable List<Column> evaluate(Part part, Frame whole, Frame chosen, int[] rows) {
        Fusion plain = warmth.fusion(part.fusions, 2, () -> Fusion.ofChosen(part.nodes, whole, false));
        if (plain == null) {
            return null;
        }
        Column[] inputs = plain.columns(whole);
        Fusion fusion = Warmth.anyNulls(inputs)
                ? warmth.fusion(part.fusions, 3, () -> Fusion.ofChosen(part.nodes, whole, true))
                : plain;
        return fusion == null ? null : fusion.compute(chosen.size(), fusion.columns(whole, plain, inputs), rows);
    }

    private void put(Part part, @Nullable List<Column> results, @Nullable Column[] columns) {
        warmth.answered(results != null);
        for (int i = 0; results != null && i < results.size(); i++) {
            columns[part.numbers.get(i)] = results.get(i);
        }
    }

    /** The generated code as text, as far as there is any. */
    String text() {
        StringBuilder text = new StringBuilder();
        List<Part> known = parts;
        for (Part part : known == null ? List.<Part>of() : known) {
            for (Fusion fusion : part.fusions) {
                text.append(fusion == null ? "" : fusion.text());
            }
        }
        return text.toString();
    }
}
