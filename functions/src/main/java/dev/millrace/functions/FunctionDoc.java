package dev.millrace.functions;

/**
 * What the reference says about a function.
 *
 * @param name upper-case SQL name
 * @param group the chapter it belongs to
 * @param text one line: its arguments and its result
 */
public record FunctionDoc(String name, String group, String text) {}
