package dev.millrace.cli.shell;

import dev.millrace.embedded.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The shell on a terminal: prompts, history, statements over several lines, completion. */
public final class InteractiveShell {
    private static final String PROMPT = "millrace> ";
    private static final String CONTINUATION = "       -> ";
    private static final Path HISTORY = Path.of(".millrace_history");

    private InteractiveShell() {}

    /** Runs until the user leaves. Answers the exit status. */
    public static int run() throws IOException {
        FutureTask<Boolean> warmUp = new FutureTask<>(InteractiveShell::warmUp);
        Thread.ofPlatform().daemon().name("warm-up").start(warmUp);
        try (Terminal terminal = TerminalBuilder.builder().system(true).build();
                Shell shell = Shell.table(terminal.writer())) {
            terminal.writer().println("Millrace SQL shell: statements end with ';', \\? helps, \\q leaves.");
            LineReader reader = reader(terminal, shell);
            while (!shell.hasQuit()) {
                String text = read(reader);
                if (text == null) {
                    break;
                }
                warmUp.get();
                shell.take(text + "\n");
            }
            return 0;
        } catch (InterruptedException | java.util.concurrent.ExecutionException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static LineReader reader(Terminal terminal, Shell shell) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new StatementParser())
                .completer(new WordCompleter(shell))
                .variable(
                        LineReader.HISTORY_FILE,
                        Path.of(System.getProperty("user.home")).resolve(HISTORY))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** A statement or a meta command, or null at the end of input. Control-C gives up what was typed. */
    private static @org.jspecify.annotations.Nullable String read(LineReader reader) {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException interrupt) {
            return "";
        } catch (EndOfFileException end) {
            return null;
        }
    }

    /** Loads and initializes the compiler while the user is still typing. */
    private static boolean warmUp() {
        try (Session session = new Session()) {
            session.execute("CREATE TABLE t (a INT, b VARCHAR)");
            session.execute("CREATE VIEW v AS SELECT b, COUNT(*) AS n FROM t GROUP BY b");
            session.execute("INSERT INTO t VALUES (1, 'x')");
            session.execute("SELECT * FROM v ORDER BY n");
            return true;
        }
    }
}
