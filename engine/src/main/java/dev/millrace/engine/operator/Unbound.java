package dev.millrace.engine.operator;

import dev.millrace.engine.state.GroupTable;
import java.util.List;

/** What an accumulator has before it is told where its words are. */
final class Unbound {
    static final GroupWords WORDS = new GroupWords(new GroupTable(List.of(), 1), 0);

    private Unbound() {}
}
