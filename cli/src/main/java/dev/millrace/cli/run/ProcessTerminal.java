package dev.millrace.cli.run;

import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal of this process, asked for its size only: what is drawn goes to standard output. */
final class ProcessTerminal implements AutoCloseable {
    private static final Screen.Size USUAL = new Screen.Size(120, 40);

    private final Terminal terminal;

    private ProcessTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The terminal, if a person sits there and it can be drawn on. */
    static Optional<ProcessTerminal> open() {
        Console console = System.console();
        if (console == null || !console.isTerminal() || "dumb".equals(System.getenv("TERM"))) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).build();
            return Optional.of(new ProcessTerminal(terminal));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    Screen.Size size() {
        Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0
                ? new Screen.Size(size.getColumns(), size.getRows())
                : USUAL;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException unimportant) {
            org.slf4j.LoggerFactory.getLogger(ProcessTerminal.class).debug("the terminal did not close", unimportant);
        }
    }
}
