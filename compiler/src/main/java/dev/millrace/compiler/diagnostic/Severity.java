package dev.millrace.compiler.diagnostic;

/** Whether the program can be compiled nevertheless. */
public enum Severity {
    ERROR,
    WARNING
}
