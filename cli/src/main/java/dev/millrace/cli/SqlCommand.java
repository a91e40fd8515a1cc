package dev.millrace.cli;

import dev.millrace.cli.shell.InteractiveShell;
import dev.millrace.cli.shell.Shell;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace sql}: statements executed as they are typed or read. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Executes SQL statements one by one and shows how each changes the views.",
            "Tables, views and contents live in memory and end with the shell."
        })
public final class SqlCommand implements Callable<Integer> {
    /** Deeply nested statements need a deep stack. It is memory only as far as it is used. */
    private static final long STACK_BYTES = 512L << 20;

    /** How answers are written. */
    enum Format {
        table,
        json
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Statements to execute, separated by semicolons; standard input if left out.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "FORMAT",
            description =
                    "How to answer: ${COMPLETION-CANDIDATES}; json is one object per line, for programs. Default: table.")
    private Format format = Format.table;

    @Override
    public Integer call() throws Exception {
        FutureTask<Integer> shell = new FutureTask<>(this::run);
        new Thread(null, shell, "shell", STACK_BYTES).start();
        return shell.get();
    }

    private int run() throws IOException {
        Console console = System.console();
        if (file == null && format == Format.table && console != null && console.isTerminal()) {
            return InteractiveShell.run();
        }
        // Whatever else is printed, by whomever, must not come between the answers.
        System.setOut(System.err);
        try (Writer out = new BufferedWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
                Reader in = input();
                Shell shell = format == Format.json ? Shell.json(out) : Shell.table(out)) {
            shell.run(in);
            return format == Format.json || shell.failures() == 0 ? 0 : 1;
        }
    }

    private Reader input() throws IOException {
        Path path = file;
        return new InputStreamReader(path == null ? System.in : Files.newInputStream(path), StandardCharsets.UTF_8);
    }
}
