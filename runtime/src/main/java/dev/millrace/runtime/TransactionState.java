package dev.millrace.runtime;

/** Where a transaction stands. */
public sealed interface TransactionState {
    /** There is none. */
    record None() implements TransactionState {}

    /** Its steps are made and their changes held back. {@code rows} is what they took. */
    record Open(long number, long rows) implements TransactionState {}

    /** Its last step is about to be made. */
    record Committing(long number, long rows) implements TransactionState {}
}
