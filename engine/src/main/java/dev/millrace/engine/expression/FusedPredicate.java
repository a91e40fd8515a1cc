package dev.millrace.engine.expression;

import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import org.jspecify.annotations.Nullable;

/** A predicate that turns from interpreted into generated code once it has seen enough rows. */
final class FusedPredicate implements RowPredicate {
    private final Node node;
    private final int sharedCount;
    private final Warmth warmth = new Warmth();
    private final @Nullable Fusion[] fusions = new Fusion[2];

    FusedPredicate(Node node, int sharedCount) {
        this.node = node;
        this.sharedCount = sharedCount;
    }

    @Override
    public int select(Batch batch, int[] rows) {
        Frame frame = Frame.of(batch, sharedCount);
        int count = warmth.isHot(batch.size()) ? selectFused(frame, rows) : RowLoop.SUSPECT;
        return count == RowLoop.SUSPECT ? node.select(frame, rows) : count;
    }

    private int selectFused(Frame frame, int[] rows) {
        Fusion plain = warmth.fusion(fusions, 0, () -> Fusion.ofPredicate(node, frame, false));
        if (plain == null) {
            return RowLoop.SUSPECT;
        }
        Column[] columns = plain.columns(frame);
        Fusion fusion = Warmth.anyNulls(columns)
                ? warmth.fusion(fusions, 1, () -> Fusion.ofPredicate(node, frame, true))
                : plain;
        int count = fusion == null
                ? RowLoop.SUSPECT
                : fusion.select(frame.size(), fusion.columns(frame, plain, columns), rows);
        warmth.answered(count != RowLoop.SUSPECT);
        return count;
    }
}
