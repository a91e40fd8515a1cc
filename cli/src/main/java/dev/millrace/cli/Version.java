package dev.millrace.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version this executable was built as, read from its jar, and the Java it runs on. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String built = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not built as a jar)");
        return new String[] {"millrace " + built, "Java " + Runtime.version()};
    }
}
