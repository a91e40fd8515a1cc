package dev.millrace.manager.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the process of a pipeline is called: {@code java OPTIONS MAIN --config FILE}. The class path is in the environment: the system
 * tells others only the first 4 KiB of a command line, and a process whose manager died is known by its {@code FILE}.
 *
 * @param java the executable
 * @param cache an ahead-of-time cache made with the same options and class path; null if there is none
 */
public record PipelineCommand(
        Path java,
        List<String> options,
        String classPath,
        String mainClass,
        @Nullable Path cache) {
    /** So that Ctrl-C in the terminal of the manager is not meant for pipelines, too. It replaces itself: the process is the same. */
    private static final Path OWN_SESSION = Path.of("/usr/bin/setsid");

    public PipelineCommand {
        options = List.copyOf(options);
    }

    /** This command, of a process that writes a cache to {@code output} when it ends. */
    public PipelineCommand training(Path output) {
        List<String> more = new ArrayList<>(options);
        more.add("-XX:AOTCacheOutput=" + output);
        return new PipelineCommand(java, more, classPath, mainClass, null);
    }

    /** What the process finds in its environment beside that of the manager. */
    SortedMap<String, String> environment() {
        return new TreeMap<>(Map.of("CLASSPATH", classPath));
    }

    /** The command of a process that reads {@code config}. */
    List<String> line(Path config, @Nullable Long memoryMbMax, @Nullable Integer coresMax) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(OWN_SESSION)) {
            line.add(OWN_SESSION.toString());
        }
        line.add(java.toString());
        line.addAll(options);
        if (cache != null && Files.exists(cache)) {
            line.addAll(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=auto", "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        if (memoryMbMax != null) {
            line.add("-Xmx" + Math.max(32, memoryMbMax) + "m");
        }
        if (coresMax != null) {
            line.add("-XX:ActiveProcessorCount=" + Math.max(1, coresMax));
        }
        line.addAll(List.of("-XX:+ExitOnOutOfMemoryError", mainClass, "--config", config.toString()));
        return line;
    }
}
