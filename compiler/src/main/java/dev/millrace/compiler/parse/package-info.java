/**
 * Text to syntax tree: the grammar, and the syntax of statements that only Millrace has.
 *
 * <p>Start at {@link dev.millrace.compiler.parse.SqlProgramParser}. This package must not know what a name refers to;
 * that is {@code validate}.
 *
 * <p><b>The grammar.</b> Calcite ships its grammar as a template inside its jar, and means it to be extended. The build
 * unpacks it, expands it with the files of {@code src/main/codegen}, and has JavaCC make a parser of it, in the package
 * {@code parse.generated}, which is not committed:
 *
 * <ul>
 *   <li>{@code config.fmpp} says which words are new, which of all words may be names, and which productions of ours the
 *       template is to call;
 *   <li>{@code includes/create.ftl}, {@code table.ftl}, {@code statements.ftl}, {@code types.ftl} and
 *       {@code expressions.ftl} are those productions; they build the trees of {@code parse.syntax};
 *   <li>{@code includes/amendments.ftl} changes the template where it cannot be extended, by replacing pieces of its text;
 *       {@code templates/Parser.ftl} applies them. An amendment that no longer fits stops the build and says its name.
 * </ul>
 *
 * <p>To change the grammar, build with {@code -Dgrammar.check=true}: JavaCC then lists the choices it cannot make by
 * looking one token ahead. Words that may be names make for many; in each the first alternative is meant to win.
 *
 * <p><b>Statements.</b> {@link dev.millrace.compiler.parse.StatementSplitter} cuts text at semicolons, a program at once
 * and a shell as it is typed; each statement is then parsed by itself, so a mistake spoils no other statement.
 */
@NullMarked
package dev.millrace.compiler.parse;

import org.jspecify.annotations.NullMarked;
