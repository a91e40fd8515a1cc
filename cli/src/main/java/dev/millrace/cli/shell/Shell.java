package dev.millrace.cli.shell;

import dev.millrace.embedded.Outcome;
import dev.millrace.embedded.Session;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;

/**
 * Executes a script as it arrives: every statement is executed and answered, and the answer flushed, before the next is looked at.
 * Nothing that a statement does ends the shell. One thread at a time.
 */
public final class Shell implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Writer out;
    private final Printer printer;
    private final ScriptCutter cutter = new ScriptCutter();
    private Session session = new Session();
    private long statements;
    private long failures;
    private boolean quit;

    Shell(Writer out, Printer printer) {
        this.out = out;
        this.printer = printer;
    }

    /** A shell that answers with JSON lines. */
    public static Shell json(Writer out) {
        return new Shell(out, new JsonPrinter());
    }

    /** A shell that answers with tables. */
    public static Shell table(Writer out) {
        return new Shell(out, new TablePrinter());
    }

    /** Executes all that can be read. Throws if reading or writing fails, never for a statement. */
    public void run(Reader in) throws IOException {
        char[] chunk = new char[CHUNK];
        for (int count = in.read(chunk); count >= 0 && !quit; count = quit ? -1 : in.read(chunk)) {
            take(new String(chunk, 0, count));
        }
        finish();
    }

    /** Executes what {@code more} completes. */
    void take(String more) throws IOException {
        execute(cutter.feed(more));
    }

    /** Executes what the end of the script completes. */
    void finish() throws IOException {
        if (!quit) {
            execute(cutter.finish());
        }
    }

    private void execute(List<ScriptItem> items) throws IOException {
        for (ScriptItem item : items) {
            if (!quit) {
                out.write(answer(item));
                out.flush();
            }
        }
    }

    private String answer(ScriptItem item) {
        return switch (item) {
            case ScriptItem.Statement(String text) -> answer(text, session.execute(text));
            case ScriptItem.Unfinished(String text, var mistake) -> answer(text, new Outcome.Failed(List.of(mistake)));
            case ScriptItem.Meta meta -> answer(meta);
        };
    }

    private String answer(String text, Outcome outcome) {
        statements++;
        if (outcome instanceof Outcome.Failed) {
            failures++;
        }
        try {
            return printer.statement(statements, text, outcome);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError problem) {
            return printer.statement(statements, text, Outcome.Failed.internal("the answer cannot be shown", problem));
        }
    }

    private String answer(ScriptItem.Meta meta) {
        return switch (meta.command()) {
            case "reset" -> {
                reset();
                yield "";
            }
            case "echo" -> printer.echo(meta.argument());
            default -> {
                quit = printer.isQuit(meta);
                yield quit ? "" : printer.meta(meta, session);
            }
        };
    }

    private void reset() {
        session.close();
        session = new Session();
        statements = 0;
    }

    /** What the statements so far have built. */
    Session session() {
        return session;
    }

    /** Whether a statement has begun and is not finished. */
    boolean isUnfinished() {
        return cutter.isUnfinished();
    }

    /** Whether a meta command asked to end. */
    boolean hasQuit() {
        return quit;
    }

    /** How many statements failed. */
    public long failures() {
        return failures;
    }

    @Override
    public void close() {
        session.close();
    }
}
