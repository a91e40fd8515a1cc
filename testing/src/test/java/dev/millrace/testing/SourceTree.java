package dev.millrace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository that people write: not what a build leaves behind, not what Git keeps. */
record SourceTree(Path root) {

    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", ".git", ".idea", ".vscode", ".settings");
    private static final Set<String> TEXTS =
            Set.of("java", "xml", "md", "sql", "sh", "properties", "options", "ftl", "fmpp", "jj", "yml", "yaml", "ts");
    private static final Path JAVA = Path.of("src", "main", "java");
    private static final Pattern DECISION = Pattern.compile("(\\d{4})-.*\\.md");

    /** Tests run in the folder of their module; the repository is the nearest folder above that has the wrapper. */
    static SourceTree ofThisRepository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return new SourceTree(folder);
            }
        }
        throw new IllegalStateException("run from inside the repository");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The folders of production code that hold Java files. */
    Stream<Path> packages() throws IOException {
        return files().filter(file -> extension(file).equals("java") && indexOfJava(file) >= 0)
                .map(Path::getParent)
                .distinct();
    }

    Stream<Path> texts() throws IOException {
        return files().filter(file -> TEXTS.contains(extension(file)));
    }

    /** The numbers of the architecture decisions, ascending. */
    Stream<Integer> decisions() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("docs/adr"))) {
            return files
                    .map(file -> DECISION.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static String packageName(Path folder) {
        Path below = folder.subpath(indexOfJava(folder) + JAVA.getNameCount(), folder.getNameCount());
        return below.toString().replace(below.getFileSystem().getSeparator(), ".");
    }

    static String moduleName(Path folder) {
        return folder.subpath(0, indexOfJava(folder)).toString();
    }

    private Stream<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean ours = !NOT_OURS.contains(folder.getFileName().toString()) || folder.equals(root);
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted();
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Where {@code src/main/java} begins in a path, or -1. */
    private static int indexOfJava(Path path) {
        for (int i = 0; i + JAVA.getNameCount() <= path.getNameCount(); i++) {
            if (path.subpath(i, i + JAVA.getNameCount()).equals(JAVA)) {
                return i;
            }
        }
        return -1;
    }
}
