package dev.millrace.cli.log;

import dev.millrace.api.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code {"timestamp": …, "level": …, "logger": …, "thread": …, "message": …, "exception": …}}, the last if there is one. */
final class JsonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final Level FROM = level(System.getProperty("org.slf4j.simpleLogger.defaultLogLevel", "info"));

    JsonLogger(String name) {
        this.name = name;
    }

    private static Level level(String text) {
        try {
            return Level.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Level.INFO;
        }
    }

    /** The line of an event. */
    static String line(
            Instant time, Level level, String logger, String thread, String message, @Nullable Throwable failure) {
        ObjectNode node = Json.object();
        node.put("timestamp", time.toString());
        node.put("level", level.name());
        node.put("logger", logger);
        node.put("thread", thread);
        node.put("message", message);
        if (failure != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            node.put("exception", trace.toString());
        }
        return node.toString();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        System.err.println(
                line(Instant.now(), level, name, Thread.currentThread().getName(), text, failure));
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    private static boolean enabled(Level level) {
        return level.toInt() >= FROM.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }
}
