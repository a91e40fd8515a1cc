package dev.millrace.cli.serve;

import dev.millrace.cli.log.JsonLogs;
import dev.millrace.manager.runner.PipelineCommand;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** How processes of pipelines are called: on the class path of this one, with its flags but for those that are about its cache. */
public final class ProcessCommand {
    private static final String PIPELINE_MAIN = "dev.millrace.dataplane.Main";
    /** What pipelines write is read by people who want to know what happened when. */
    private static final List<String> LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private ProcessCommand() {}

    /** The command; an ahead-of-time cache goes into the folder {@code data}. */
    public static PipelineCommand of(Path data) throws IOException {
        List<String> flags = new ArrayList<>(LOGGING);
        flags.addAll(Telemetry.flags());
        String logs = System.getProperty(JsonLogs.PROPERTY);
        if (logs != null) {
            flags.add("-D" + JsonLogs.PROPERTY + "=" + logs);
        }
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-XX:AOT") && !flag.startsWith("-Xlog"))
                .forEach(flags::add);
        return new PipelineCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                flags,
                System.getProperty("java.class.path"),
                PIPELINE_MAIN,
                cache(data, flags));
    }

    /** Where the ahead-of-time cache lies that goes with these jars and flags: another build has another one. */
    private static Path cache(Path data, List<String> flags) throws IOException {
        CRC32C fingerprint = new CRC32C();
        fingerprint.update(flags.toString().getBytes(StandardCharsets.UTF_8));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String stamp = entry + Files.getLastModifiedTime(Path.of(entry));
            fingerprint.update(stamp.getBytes(StandardCharsets.UTF_8));
        }
        return data.toAbsolutePath().resolve("cache").resolve(Long.toHexString(fingerprint.getValue()) + ".aot");
    }
}
