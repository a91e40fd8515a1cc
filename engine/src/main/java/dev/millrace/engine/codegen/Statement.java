package dev.millrace.engine.codegen;

import dev.millrace.engine.codegen.Code.Variable;
import java.util.List;

/** What generated code does. */
public sealed interface Statement {
    /** Declares a variable with its first value. */
    record Let(Variable variable, Code value) implements Statement {}

    /** Gives a variable another value. */
    record Set(Variable variable, Code value) implements Statement {}

    /** Replaces an element of a {@code long[]} or {@code int[]}. */
    record Store(Code array, Code index, Code value) implements Statement {}

    /** Calls a method that has no result. */
    record Do(Code.Call call) implements Statement {}

    /** Does one list of statements if the {@code long} is not 0, else the other. */
    record If(Code condition, List<Statement> then, List<Statement> otherwise) implements Statement {}

    /** Does the statements for each value of the {@code int} variable, which it declares, from 0 to before {@code end}. */
    record Loop(Variable index, Code end, List<Statement> body) implements Statement {}
}
