package dev.millrace.cli.run;

import java.io.Console;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process. It is asked for its size with {@code ioctl(TIOCGWINSZ)}, and for nothing else: a terminal library
 * would ask it what it can do by writing to it, and the answers would end up in the user's shell.
 */
final class ProcessTerminal {
    private static final Screen.Size USUAL = new Screen.Size(100, 30);
    private static final int STANDARD_OUTPUT = 1;
    private static final long ASK_SIZE_LINUX = 0x5413;
    private static final long ASK_SIZE_MAC = 0x40087468L;
    private static final int SIZE_BYTES = 8;

    private final @Nullable MethodHandle ioctl;
    private final long request;

    private ProcessTerminal() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        request = mac ? ASK_SIZE_MAC : ASK_SIZE_LINUX;
        ioctl = Linker.nativeLinker()
                .defaultLookup()
                .find("ioctl")
                .map(ProcessTerminal::link)
                .orElse(null);
    }

    private static MethodHandle link(MemorySegment function) {
        FunctionDescriptor type = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        return Linker.nativeLinker().downcallHandle(function, type, Linker.Option.firstVariadicArg(2));
    }

    /** The terminal, if a person sits there and it can be drawn on. */
    static Optional<ProcessTerminal> find() {
        Console console = System.console();
        boolean drawable = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return drawable ? Optional.of(new ProcessTerminal()) : Optional.empty();
    }

    /** Its size now; a usual one if it does not tell. */
    Screen.Size size() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(SIZE_BYTES, Short.BYTES);
            if (ioctl == null || (int) ioctl.invokeExact(STANDARD_OUTPUT, request, answer) != 0) {
                return USUAL;
            }
            int rows = Short.toUnsignedInt(answer.getAtIndex(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(answer.getAtIndex(ValueLayout.JAVA_SHORT, 1));
            return rows > 0 && columns > 0 ? new Screen.Size(columns, rows) : USUAL;
        } catch (Throwable failure) {
            throw new IllegalStateException("the size of the terminal cannot be asked", failure);
        }
    }
}
