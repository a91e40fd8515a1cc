package dev.millrace.engine.operator;

/**
 * Foretells what the limits of an operator will at least be once the running step is kept. What the step would add below them need
 * not be kept: nothing that comes after the step can meet it.
 */
public interface ComingLimits {
    /**
     * The limits in the order of {@link NodeContext#limits}, {@link Waterline#NONE} where there is none yet. Valid within a step, after
     * the inputs of the operator are there. Takes microseconds.
     */
    long[] values();
}
