package dev.millrace.engine.codegen;

import java.util.Locale;

/**
 * When expressions and state run as generated code, rather than being interpreted, and when other work that is worth while for many
 * rows is done. All ways give the same results.
 */
public enum CodeMode {
    /** Never. */
    OFF,
    /** Once so many rows have come that it is worth while. */
    LAZY,
    /** From the first row on. */
    EAGER;

    /** The mode in which what is compiled within this scope runs. */
    public static final ScopedValue<CodeMode> SCOPE = ScopedValue.newInstance();

    /** The system property that says the mode outside of any scope: {@code off}, {@code lazy} (the default) or {@code eager}. */
    public static final String PROPERTY = "millrace.codegen";

    private static final CodeMode DEFAULT =
            valueOf(System.getProperty(PROPERTY, "lazy").toUpperCase(Locale.ROOT));

    /** The mode that holds here. */
    public static CodeMode current() {
        return SCOPE.orElse(DEFAULT);
    }

    /** From how many rows on work is done that is worth while for {@code lazily} rows. */
    public int rowsMin(int lazily) {
        return switch (this) {
            case OFF -> Integer.MAX_VALUE;
            case LAZY -> lazily;
            case EAGER -> 0;
        };
    }
}
