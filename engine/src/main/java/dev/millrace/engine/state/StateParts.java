package dev.millrace.engine.state;

/** Takes down what an operator has to remember. */
public interface StateParts {
    /**
     * A part of the state.
     *
     * @param name tells the parts of one operator apart; the same in every run, since checkpoints are found again by it
     */
    void add(String name, Durable part);

    /** There is state that no checkpoint can hold: pipelines with this operator cannot be fault-tolerant. */
    void refuse(String why);

    /** The same for parts of a part: their names begin with {@code prefix} and a dot. */
    default StateParts within(String prefix) {
        StateParts outer = this;
        return new StateParts() {
            @Override
            public void add(String name, Durable part) {
                outer.add(prefix + "." + name, part);
            }

            @Override
            public void refuse(String why) {
                outer.refuse(why);
            }
        };
    }
}
