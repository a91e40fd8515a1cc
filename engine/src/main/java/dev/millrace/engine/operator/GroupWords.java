package dev.millrace.engine.operator;

import dev.millrace.engine.state.GroupTable;

/** The words of one accumulator in the groups of an aggregate. */
final class GroupWords {
    private final GroupTable groups;
    private final int first;

    GroupWords(GroupTable groups, int first) {
        this.groups = groups;
        this.first = first;
    }

    GroupTable groups() {
        return groups;
    }

    int touchedCount() {
        return groups.touched().size();
    }

    int touched(int index) {
        return groups.touched().get(index);
    }

    long get(int group, int word) {
        return groups.word(group, first + word);
    }

    void set(int group, int word, long value) {
        groups.setWord(group, first + word, value);
    }

    void add(int group, int word, long value) {
        groups.setWord(group, first + word, groups.word(group, first + word) + value);
    }

    /** The word of touched group {@code index}, before the step or now. */
    long get(int index, int word, boolean before) {
        return before
                ? groups.before(index, first + word)
                : groups.word(groups.touched().get(index), first + word);
    }
}
