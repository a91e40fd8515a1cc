package dev.millrace.cli.shell;

import dev.millrace.embedded.Outcome;
import dev.millrace.embedded.Session;

/** How a shell answers. Each answer is the complete text to print, which may be empty. */
interface Printer {
    /** What the {@code number}-th statement did. */
    String statement(long number, String text, Outcome outcome);

    /** What {@code \echo} was given. */
    String echo(String text);

    /** The answer to a meta command that is not common to all shells. */
    String meta(ScriptItem.Meta meta, Session session);

    /** Whether a meta command ends the shell. */
    boolean isQuit(ScriptItem.Meta meta);
}
