package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tables of the catalog. */
final class Tables {
    private static final List<String> PROGRAM_COLUMNS = List.of(
            "code",
            "udf_rust",
            "udf_toml",
            "program_config",
            "program_version",
            "program_status",
            "program_since",
            "program_error",
            "program_info");

    static final Table<StoredProgram> PROGRAM = new Table<>() {
        @Override
        public String name() {
            return "program";
        }

        @Override
        public List<String> columns() {
            return Stream.concat(Stream.of("description", "created_at"), PROGRAM_COLUMNS.stream())
                    .toList();
        }

        @Override
        public List<@Nullable Object> values(StoredProgram p) {
            return joined(Arrays.asList(p.description(), p.createdAt()), programValues(p.program()));
        }

        @Override
        public StoredProgram read(Row row) {
            return new StoredProgram(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    program(row));
        }
    };

    static final Table<Connector> CONNECTOR = new Table<>() {
        @Override
        public String name() {
            return "connector";
        }

        @Override
        public List<String> columns() {
            return List.of("description", "created_at", "version", "config");
        }

        @Override
        public List<@Nullable Object> values(Connector c) {
            return Arrays.asList(c.description(), c.createdAt(), c.version(), c.config());
        }

        @Override
        public Connector read(Row row) {
            return new Connector(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    row.number("version"),
                    row.json("config"));
        }
    };

    static final Table<Service> SERVICE = new Table<>() {
        @Override
        public String name() {
            return "service";
        }

        @Override
        public List<String> columns() {
            return CONNECTOR.columns();
        }

        @Override
        public List<@Nullable Object> values(Service s) {
            return Arrays.asList(s.description(), s.createdAt(), s.version(), s.config());
        }

        @Override
        public Service read(Row row) {
            return new Service(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    row.number("version"),
                    row.json("config"));
        }
    };

    static final Table<Secret> SECRET = new Table<>() {
        @Override
        public String name() {
            return "secret";
        }

        @Override
        public List<String> columns() {
            return List.of("description", "created_at", "version", "sealed");
        }

        @Override
        public List<@Nullable Object> values(Secret s) {
            return Arrays.asList(s.description(), s.createdAt(), s.version(), s.sealed());
        }

        @Override
        public Secret read(Row row) {
            return new Secret(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    row.number("version"),
                    row.text("sealed"));
        }
    };

    static final Table<Agent> AGENT = new Table<>() {
        @Override
        public String name() {
            return "agent";
        }

        @Override
        public List<String> columns() {
            return List.of("description", "created_at", "hash");
        }

        @Override
        public List<@Nullable Object> values(Agent a) {
            return Arrays.asList(a.description(), a.createdAt(), a.hash());
        }

        @Override
        public Agent read(Row row) {
            return new Agent(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    row.text("hash"));
        }
    };

    static final Table<ApiKey> API_KEY = new Table<>() {
        @Override
        public String name() {
            return "api_key";
        }

        @Override
        public List<String> columns() {
            return List.of("created_at", "hash", "role");
        }

        @Override
        public List<@Nullable Object> values(ApiKey k) {
            return Arrays.asList(k.createdAt(), k.hash(), k.role());
        }

        @Override
        public ApiKey read(Row row) {
            return new ApiKey(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.time("created_at"),
                    row.text("hash"),
                    row.text("role"));
        }
    };

    static final Table<Pipeline> PIPELINE = new Table<>() {
        private static final List<String> COLUMNS = List.of(
                "created_at",
                "version",
                "refresh_version",
                "platform_version",
                "description",
                "tags",
                "runtime_config",
                "program_name",
                "attachments",
                "resources_status",
                "resources_since",
                "resources_desired",
                "resources_desired_since",
                "runtime_status",
                "runtime_since",
                "runtime_desired",
                "runtime_desired_since",
                "deployment_initial",
                "deployment_id",
                "storage_status",
                "deployment_error",
                "deployment_details",
                "stop_mode",
                "clear_when_stopped",
                "snapshot",
                "bootstrap_policy");

        @Override
        public String name() {
            return "pipeline";
        }

        @Override
        public List<String> columns() {
            return Stream.concat(COLUMNS.stream(), PROGRAM_COLUMNS.stream()).toList();
        }

        @Override
        public List<@Nullable Object> values(Pipeline p) {
            PipelineSettings s = p.settings();
            Deployment d = p.deployment();
            List<@Nullable Object> own = Arrays.asList(
                    p.createdAt(),
                    p.version(),
                    p.refreshVersion(),
                    p.platformVersion(),
                    s.description(),
                    Json.of(s.tags()),
                    s.runtimeConfig(),
                    s.programName(),
                    Json.of(s.attachments()),
                    d.resources(),
                    d.resourcesSince(),
                    d.desired(),
                    d.desiredSince(),
                    d.runtime(),
                    d.runtimeSince(),
                    d.runtimeDesired(),
                    d.runtimeDesiredSince(),
                    d.initial(),
                    d.id(),
                    d.storage(),
                    d.error(),
                    d.details(),
                    d.stopMode(),
                    d.clearWhenStopped(),
                    d.snapshot(),
                    d.bootstrap());
            return joined(own, programValues(p.program()));
        }

        @Override
        public Pipeline read(Row row) {
            return new Pipeline(
                    row.uuid("id"),
                    row.number("revision"),
                    row.time("created_at"),
                    row.number("version"),
                    row.number("refresh_version"),
                    row.text("platform_version"),
                    settings(row),
                    program(row),
                    deployment(row));
        }
    };

    private Tables() {}

    private static List<@Nullable Object> joined(List<@Nullable Object> first, List<@Nullable Object> second) {
        List<@Nullable Object> all = new java.util.ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<@Nullable Object> programValues(ProgramState p) {
        return Arrays.asList(
                p.text().code(),
                p.text().udfRust(),
                p.text().udfToml(),
                p.text().config(),
                p.version(),
                p.status(),
                p.since(),
                p.error(),
                p.info());
    }

    private static ProgramState program(Row row) {
        ProgramText text = new ProgramText(
                row.text("code"), row.text("udf_rust"), row.text("udf_toml"), row.json("program_config"));
        return new ProgramState(
                text,
                row.number("program_version"),
                row.constant("program_status", ProgramStatus.class),
                row.time("program_since"),
                row.optionalJson("program_error"),
                row.optionalJson("program_info"));
    }

    private static PipelineSettings settings(Row row) {
        return new PipelineSettings(
                row.text("name"),
                row.text("description"),
                row.json("tags").tree().valueStream().map(JsonNode::asString).toList(),
                row.json("runtime_config"),
                row.optional("program_name"),
                row.json("attachments")
                        .tree()
                        .valueStream()
                        .map(Tables::attachment)
                        .toList());
    }

    private static Attachment attachment(JsonNode node) {
        return new Attachment(
                node.path("name").asString(),
                node.path("isInput").asBoolean(),
                node.path("connectorName").asString(),
                node.path("relationName").asString());
    }

    private static Deployment deployment(Row row) {
        return new Deployment(
                row.constant("resources_status", ResourcesStatus.class),
                row.time("resources_since"),
                row.constant("resources_desired", ResourcesStatus.class),
                row.time("resources_desired_since"),
                row.optionalConstant("runtime_status", RuntimeStatus.class),
                row.optionalTime("runtime_since"),
                row.optionalConstant("runtime_desired", RuntimeStatus.class),
                row.optionalTime("runtime_desired_since"),
                row.optionalConstant("deployment_initial", RuntimeStatus.class),
                row.optionalUuid("deployment_id"),
                row.constant("storage_status", StorageStatus.class),
                row.optionalJson("deployment_error"),
                row.optionalJson("deployment_details"),
                row.optionalConstant("stop_mode", StopMode.class),
                row.number("clear_when_stopped") != 0,
                row.optionalJson("snapshot"),
                row.optionalConstant("bootstrap_policy", BootstrapPolicy.class));
    }
}
