package dev.millrace.engine.state;

/** The former values of owner words that changed in a step, so that a failed step can be taken back. */
final class UndoLog {
    private final IntArray ids = new IntArray();
    private final IntArray words = new IntArray();
    private final LongArray values = new LongArray();

    void add(int id, int word, long former) {
        ids.add(id);
        words.add(word);
        values.add(former);
    }

    int size() {
        return ids.size();
    }

    int id(int index) {
        return ids.get(index);
    }

    int word(int index) {
        return words.get(index);
    }

    /** Puts all former values back, the latest change first. */
    void rollBack(RowStore store) {
        for (int i = ids.size() - 1; i >= 0; i--) {
            store.setWord(ids.get(i), words.get(i), values.get(i));
        }
    }

    void clear() {
        ids.clear();
        words.clear();
        values.clear();
    }
}
