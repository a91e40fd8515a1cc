package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Table.Column;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tables of the catalog. */
final class Tables {
    private static final List<Column<ProgramState>> PROGRAM_COLUMNS = List.of(
            column("code", p -> p.text().code()),
            column("udf_rust", p -> p.text().udfRust()),
            column("udf_toml", p -> p.text().udfToml()),
            column("program_config", p -> p.text().config()),
            column("program_version", ProgramState::version),
            column("program_status", ProgramState::status),
            column("program_since", ProgramState::since),
            column("program_error", ProgramState::error),
            column("program_info", ProgramState::info));

    static final Table<StoredProgram> PROGRAM = new Table<>(
            "program",
            joined(
                    List.of(
                            column("description", StoredProgram::description),
                            column("created_at", StoredProgram::createdAt)),
                    PROGRAM_COLUMNS,
                    StoredProgram::program),
            row -> new StoredProgram(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    program(row)));

    static final Table<Connector> CONNECTOR = configured("connector", Connector::new);

    static final Table<Service> SERVICE = configured("service", Service::new);

    static final Table<Secret> SECRET = new Table<>(
            "secret",
            List.of(
                    column("description", Secret::description),
                    column("created_at", Secret::createdAt),
                    column("version", Secret::version),
                    column("sealed", Secret::sealed)),
            row -> new Secret(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    row.number("version"),
                    row.text("sealed")));

    static final Table<Agent> AGENT = new Table<>(
            "agent",
            List.of(
                    column("description", Agent::description),
                    column("created_at", Agent::createdAt),
                    column("hash", Agent::hash)),
            row -> new Agent(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.text("description"),
                    row.time("created_at"),
                    row.text("hash")));

    static final Table<ApiKey> API_KEY = new Table<>(
            "api_key",
            List.of(
                    column("created_at", ApiKey::createdAt),
                    column("hash", ApiKey::hash),
                    column("role", ApiKey::role)),
            row -> new ApiKey(
                    row.uuid("id"),
                    row.text("name"),
                    row.number("revision"),
                    row.time("created_at"),
                    row.text("hash"),
                    row.text("role")));

    private static final List<Column<PipelineSettings>> SETTINGS_COLUMNS = List.of(
            column("description", PipelineSettings::description),
            column("tags", s -> Json.of(s.tags())),
            column("runtime_config", PipelineSettings::runtimeConfig),
            column("program_name", PipelineSettings::programName),
            column("attachments", s -> Json.of(s.attachments())));

    private static final List<Column<Deployment>> DEPLOYMENT_COLUMNS = List.of(
            column("resources_status", Deployment::resources),
            column("resources_since", Deployment::resourcesSince),
            column("resources_desired", Deployment::desired),
            column("resources_desired_since", Deployment::desiredSince),
            column("runtime_status", Deployment::runtime),
            column("runtime_since", Deployment::runtimeSince),
            column("runtime_desired", Deployment::runtimeDesired),
            column("runtime_desired_since", Deployment::runtimeDesiredSince),
            column("deployment_initial", Deployment::initial),
            column("deployment_id", Deployment::id),
            column("storage_status", Deployment::storage),
            column("deployment_error", Deployment::error),
            column("deployment_details", Deployment::details),
            column("stop_mode", Deployment::stopMode),
            column("clear_when_stopped", Deployment::clearWhenStopped),
            column("snapshot", Deployment::snapshot),
            column("bootstrap_policy", Deployment::bootstrap));

    static final Table<Pipeline> PIPELINE = new Table<>(
            "pipeline",
            joined(
                    joined(
                            joined(
                                    List.of(
                                            column("created_at", Pipeline::createdAt),
                                            column("version", Pipeline::version),
                                            column("refresh_version", Pipeline::refreshVersion),
                                            column("platform_version", Pipeline::platformVersion)),
                                    SETTINGS_COLUMNS,
                                    Pipeline::settings),
                            DEPLOYMENT_COLUMNS,
                            Pipeline::deployment),
                    PROGRAM_COLUMNS,
                    Pipeline::program),
            row -> new Pipeline(
                    row.uuid("id"),
                    row.number("revision"),
                    row.time("created_at"),
                    row.number("version"),
                    row.number("refresh_version"),
                    row.text("platform_version"),
                    settings(row),
                    program(row),
                    deployment(row)));

    private Tables() {}

    private static <T> Column<T> column(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, value);
    }

    /** The columns of something, and those of a part of it. */
    private static <T, P> List<Column<T>> joined(List<Column<T>> own, List<Column<P>> others, Function<T, P> part) {
        return Stream.concat(own.stream(), others.stream().map(column -> column.of(part)))
                .toList();
    }

    private static <T extends Configured<T>> Table<T> configured(String name, Configured.Maker<T> maker) {
        return new Table<>(
                name,
                List.of(
                        column("description", Configured::description),
                        column("created_at", Configured::createdAt),
                        column("version", Configured::version),
                        column("config", Configured::config)),
                row -> maker.make(
                        row.uuid("id"),
                        row.text("name"),
                        row.number("revision"),
                        row.text("description"),
                        row.time("created_at"),
                        row.number("version"),
                        row.json("config")));
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
