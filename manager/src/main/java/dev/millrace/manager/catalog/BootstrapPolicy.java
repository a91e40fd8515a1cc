package dev.millrace.manager.catalog;

import dev.millrace.api.WireName;
import java.util.Locale;

/** What happens if a pipeline is started over the state of another program. */
public enum BootstrapPolicy implements WireName {
    /** The state is thrown away, and all inputs begin at their beginning. */
    ALLOW,
    /** The pipeline does not start. */
    REJECT,
    /** It waits until somebody allows it. */
    AWAIT_APPROVAL;

    /** The name that clients of Feldera know. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
