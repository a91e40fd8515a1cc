package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program and how far the compiler is with it.
 *
 * @param version raised by each change of the text
 * @param since when it got this status
 * @param error {@code {sql_compilation: {exit_code, messages}, system_error}}: mistakes and warnings; null if none
 * @param info {@code {schema: {inputs, outputs}, …}}; null before the SQL is compiled
 */
public record ProgramState(
        ProgramText text,
        long version,
        ProgramStatus status,
        Instant since,
        @Nullable Json error,
        @Nullable Json info) {

    /** A program nobody has compiled yet. */
    public static ProgramState first(ProgramText text, Instant now) {
        return new ProgramState(text, 1, ProgramStatus.PENDING, now, null, null);
    }

    /** This program with another text: to be compiled anew, unless nothing changed. */
    public ProgramState withText(ProgramText changed, Instant now) {
        return changed.equals(text)
                ? this
                : new ProgramState(changed, version + 1, ProgramStatus.PENDING, now, null, null);
    }

    /** Compiled again from the same text. */
    public ProgramState again(Instant now) {
        return new ProgramState(text, version, ProgramStatus.PENDING, now, null, null);
    }

    public ProgramState with(ProgramStatus next, @Nullable Json nextError, @Nullable Json nextInfo, Instant now) {
        return new ProgramState(text, version, next, now, nextError, nextInfo);
    }
}
