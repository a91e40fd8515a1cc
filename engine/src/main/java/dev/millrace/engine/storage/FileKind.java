package dev.millrace.engine.storage;

/** What a file is for; part of its head, so that one is never taken for another. */
enum FileKind {
    SEGMENT('S'),
    MANIFEST('M'),
    JOURNAL('J');

    private final byte code;

    FileKind(char code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
