package dev.millrace.connectors.file;

import dev.millrace.connect.ConnectorException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the files a path names. */
final class FilePattern {
    private FilePattern() {}

    /** Whether the last part of a path may match several files. */
    static boolean isPattern(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.indexOf('*') >= 0 || last.indexOf('?') >= 0;
    }

    /** The file, or all that match the pattern, by name. */
    static List<Path> files(Path directory, String path) throws ConnectorException {
        if (!isPattern(path)) {
            return List.of(resolve(directory, path));
        }
        int slash = path.lastIndexOf('/') + 1;
        Path folder = resolve(directory, path.substring(0, slash));
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, path.substring(slash))) {
            matches.forEach(files::add);
        } catch (IOException e) {
            throw ConnectorException.fatal("cannot list " + folder + ": " + reason(e), e);
        }
        if (files.isEmpty()) {
            throw ConnectorException.fatal("no file matches " + path + " in " + folder, null);
        }
        Collections.sort(files);
        return files;
    }

    /** The path a text means: a URL, absolute, or relative to {@code directory}. */
    static Path resolve(Path directory, String path) {
        if (path.startsWith("file://")) {
            String plain = path.substring("file://".length());
            return plain.startsWith("/") && plain.indexOf('%') >= 0
                    ? Path.of(URI.create(path))
                    : directory.resolve(plain);
        }
        return directory.resolve(path);
    }

    /** What went wrong, in words. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "access is denied";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
