package dev.millrace.cli.run;

/** A piece of a line on a terminal. */
record Span(String text, Style style) {
    /** How it looks. */
    enum Style {
        PLAIN(""),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        ADDED("\u001b[32m"),
        REMOVED("\u001b[31m");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static Span plain(String text) {
        return new Span(text, Style.PLAIN);
    }

    static Span dim(String text) {
        return new Span(text, Style.DIM);
    }

    static Span bold(String text) {
        return new Span(text, Style.BOLD);
    }
}
