package dev.millrace.cli.log;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Makes loggers that write JSON to standard error, from the level that {@code slf4j-simple} would write from. */
public final class JsonLogs implements SLF4JServiceProvider {
    /** The system property by which this class is chosen. */
    public static final String PROPERTY = "slf4j.provider";

    private static final String VARIABLE = "MILLRACE_LOG_FORMAT";

    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** For the service loader. */
    public JsonLogs() {}

    /**
     * Chooses JSON for this process if the arguments, or else the environment, say so. Has no effect once something was logged.
     *
     * @param arguments of the command line
     */
    public static void chooseIfWanted(String[] arguments) {
        int option = Arrays.asList(arguments).indexOf("--log-format");
        String wanted = option >= 0 && option + 1 < arguments.length ? arguments[option + 1] : System.getenv(VARIABLE);
        boolean joined = Arrays.asList(arguments).contains("--log-format=json");
        if (joined || "json".equals(wanted)) {
            System.setProperty(PROPERTY, JsonLogs.class.getName());
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, JsonLogger::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
