package dev.millrace.connect;

import dev.millrace.connect.ConnectorConfig.Component;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.Secrets;
import dev.millrace.connect.config.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The transports and formats a program may name. Built explicitly, immutable, thread-safe.
 *
 * <p>First {@link #inputs} or {@link #outputs} read a {@code connectors} property; then {@link #openInput} or
 * {@link #openOutput} make a connector of each element. Both report all mistakes, with paths into the property.
 */
public final class ConnectorRegistry {
    private final Map<String, InputTransport<?>> inputs;
    private final Map<String, OutputTransport<?>> outputs;
    private final Map<String, InputFormatType<?>> inputFormats;
    private final Map<String, OutputFormatType<?>> outputFormats;
    private final Map<String, String> planned;

    private ConnectorRegistry(Builder builder) {
        inputs = new TreeMap<>(builder.inputs);
        outputs = new TreeMap<>(builder.outputs);
        inputFormats = new TreeMap<>(builder.inputFormats);
        outputFormats = new TreeMap<>(builder.outputFormats);
        planned = new TreeMap<>(builder.planned);
    }

    /** An empty registry to add to. */
    public static Builder builder() {
        return new Builder();
    }

    /** The connectors a table declares, those without mistakes; the mistakes are added to {@code problems}. */
    public List<ConnectorConfig> inputs(String json, List<ConfigProblem> problems) {
        return read(json, inputs, inputFormats, "input", problems);
    }

    /** The connectors a view declares, those without mistakes; the mistakes are added to {@code problems}. */
    public List<ConnectorConfig> outputs(String json, List<ConfigProblem> problems) {
        return read(json, outputs, outputFormats, "output", problems);
    }

    /**
     * A source for a table, not started; empty after adding what is wrong to {@code problems}. Making one has no effect
     * outside, so this is also how a declaration is checked.
     *
     * @param resume where it goes on, {@code null} for the beginning
     */
    public Optional<InputConnector> openInput(
            ConnectorConfig config,
            RelationSchema relation,
            @Nullable SourcePosition resume,
            Surroundings surroundings,
            List<ConfigProblem> problems) {
        return openInput(config, relation, resume, List.of(), surroundings, problems);
    }

    /** The same for a source that first hands over once more the chunks that end at {@code replay}: see {@link InputContext}. */
    public Optional<InputConnector> openInput(
            ConnectorConfig config,
            RelationSchema relation,
            @Nullable SourcePosition resume,
            List<SourcePosition> replay,
            Surroundings surroundings,
            List<ConfigProblem> problems) {
        InputTransport<?> transport = inputs.get(config.transport().name());
        if (transport == null) {
            throw new IllegalArgumentException(
                    "not an input of this registry: " + config.transport().name());
        }
        Made<InputFormat> format = new Made<>(null, true);
        if (transport.format() == FormatUse.REQUIRED) {
            format = make(
                    config,
                    config.format(),
                    "format",
                    inputFormats,
                    InputFormatType::spec,
                    surroundings,
                    problems,
                    (type, read) -> create(type, read, relation));
        }
        String name = relation.name() + "." + config.name();
        InputContext context = new InputContext(name, relation, format.value, resume, replay, surroundings);
        if (!format.ok) {
            checkOnly(config, transport.spec(), surroundings, problems);
            return Optional.empty();
        }
        return Optional.ofNullable(make(
                        config,
                        config.transport(),
                        "transport",
                        inputs,
                        InputTransport::spec,
                        surroundings,
                        problems,
                        (type, read) -> create(type, read, context))
                .value);
    }

    /** A destination for a view, not opened; empty after adding what is wrong to {@code problems}. */
    public Optional<OutputConnector> openOutput(
            ConnectorConfig config, String relation, Surroundings surroundings, List<ConfigProblem> problems) {
        OutputTransport<?> transport = outputs.get(config.transport().name());
        if (transport == null) {
            throw new IllegalArgumentException(
                    "not an output of this registry: " + config.transport().name());
        }
        Made<OutputFormat> format = new Made<>(null, true);
        if (transport.format() == FormatUse.REQUIRED) {
            format = make(
                    config,
                    config.format(),
                    "format",
                    outputFormats,
                    OutputFormatType::spec,
                    surroundings,
                    problems,
                    ConnectorRegistry::create);
        }
        OutputContext context = new OutputContext(relation + "." + config.name(), relation, format.value, surroundings);
        if (!format.ok) {
            checkOnly(config, transport.spec(), surroundings, problems);
            return Optional.empty();
        }
        return Optional.ofNullable(make(
                        config,
                        config.transport(),
                        "transport",
                        outputs,
                        OutputTransport::spec,
                        surroundings,
                        problems,
                        (type, read) -> create(type, read, context))
                .value);
    }

    /** The specs of all transports and formats: inputs, outputs, input formats, output formats, each by name. */
    public List<ConfigSpec<?>> specs() {
        List<ConfigSpec<?>> specs = new ArrayList<>();
        inputs.values().forEach(type -> specs.add(type.spec()));
        outputs.values().forEach(type -> specs.add(type.spec()));
        inputFormats.values().forEach(type -> specs.add(type.spec()));
        outputFormats.values().forEach(type -> specs.add(type.spec()));
        return specs;
    }

    private List<ConnectorConfig> read(
            String json,
            Map<String, ?> transports,
            Map<String, ?> formats,
            String direction,
            List<ConfigProblem> problems) {
        Optional<ConfigJson.Tree> tree = ConfigJson.parse(json, problems);
        if (tree.isEmpty()) {
            return List.of();
        }
        if (!(tree.get().value() instanceof List<?> elements)) {
            problems.add(new ConfigProblem("", "the connectors property must be a JSON array of connectors"));
            return List.of();
        }
        List<ConnectorConfig> configs = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            ConnectorConfig config = ConnectorConfig.read(elements.get(i), i, problems);
            if (config == null) {
                continue;
            }
            int before = problems.size();
            if (!names.add(config.name())) {
                problems.add(new ConfigProblem(config.path() + ".name", "another connector is named " + config.name()));
            }
            checkName(
                    config.transport(),
                    config.path() + ".transport.name",
                    direction + " transport",
                    transports,
                    problems);
            Component format = config.format();
            if (format != null) {
                checkName(format, config.path() + ".format.name", direction + " format", formats, problems);
            }
            if (problems.size() == before) {
                configs.add(config);
            }
        }
        return configs;
    }

    private void checkName(
            Component component, String path, String kind, Map<String, ?> known, List<ConfigProblem> problems) {
        String name = component.name();
        if (known.containsKey(name)) {
            return;
        }
        String reason = planned.get(name);
        String list = " (known: " + String.join(", ", known.keySet()) + ")";
        problems.add(new ConfigProblem(
                path,
                reason != null
                        ? reason + list
                        : "there is no " + kind + " \"" + name + "\"" + Suggestion.of(name, known.keySet()) + list));
    }

    private record Made<V>(@Nullable V value, boolean ok) {}

    /** Finds the type of a component, reads its configuration and makes it. */
    private static <T, V> Made<V> make(
            ConnectorConfig config,
            @Nullable Component component,
            String role,
            Map<String, T> types,
            java.util.function.Function<T, ConfigSpec<?>> spec,
            Surroundings surroundings,
            List<ConfigProblem> problems,
            BiFunction<T, Object, V> create) {
        if (component == null) {
            problems.add(new ConfigProblem(
                    config.path(),
                    "the field " + role + " is missing: " + config.transport().name() + " needs one of "
                            + String.join(", ", types.keySet())));
            return new Made<>(null, false);
        }
        T type = types.get(component.name());
        if (type == null) {
            throw new IllegalArgumentException("not of this registry: " + component.name());
        }
        String path = config.path() + "." + role + ".config";
        Object read = readConfig(component, spec.apply(type), path, surroundings, problems);
        if (read == null) {
            return new Made<>(null, false);
        }
        try {
            return new Made<>(create.apply(type, read), true);
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(path, String.valueOf(e.getMessage())));
            return new Made<>(null, false);
        }
    }

    private static @Nullable Object readConfig(
            Component component,
            ConfigSpec<?> spec,
            String path,
            Surroundings surroundings,
            List<ConfigProblem> problems) {
        int before = problems.size();
        Object resolved = new Secrets(surroundings.secrets()).resolve(component.config(), path, problems);
        surroundings.permissions().checkSettings(resolved, path, problems);
        return problems.size() > before ? null : spec.read(resolved, path, problems);
    }

    private static void checkOnly(
            ConnectorConfig config, ConfigSpec<?> spec, Surroundings surroundings, List<ConfigProblem> problems) {
        readConfig(config.transport(), spec, config.path() + ".transport.config", surroundings, problems);
    }

    @SuppressWarnings("unchecked")
    private static <C> InputFormat create(InputFormatType<C> type, Object config, RelationSchema relation) {
        return type.factory().create((C) config, relation);
    }

    @SuppressWarnings("unchecked")
    private static <C> OutputFormat create(OutputFormatType<C> type, Object config) {
        return type.factory().create((C) config);
    }

    @SuppressWarnings("unchecked")
    private static <C> InputConnector create(InputTransport<C> type, Object config, InputContext context) {
        return type.factory().create((C) config, context);
    }

    @SuppressWarnings("unchecked")
    private static <C> OutputConnector create(OutputTransport<C> type, Object config, OutputContext context) {
        return type.factory().create((C) config, context);
    }

    /** Collects what a registry knows. */
    public static final class Builder {
        private final Map<String, InputTransport<?>> inputs = new TreeMap<>();
        private final Map<String, OutputTransport<?>> outputs = new TreeMap<>();
        private final Map<String, InputFormatType<?>> inputFormats = new TreeMap<>();
        private final Map<String, OutputFormatType<?>> outputFormats = new TreeMap<>();
        private final Map<String, String> planned = new TreeMap<>();

        private Builder() {}

        /** Adds a kind of source. */
        public Builder input(InputTransport<?> type) {
            inputs.put(type.spec().name(), type);
            return this;
        }

        /** Adds a kind of destination. */
        public Builder output(OutputTransport<?> type) {
            outputs.put(type.spec().name(), type);
            return this;
        }

        /** Adds an input format. */
        public Builder inputFormat(InputFormatType<?> type) {
            inputFormats.put(type.spec().name(), type);
            return this;
        }

        /** Adds an output format. */
        public Builder outputFormat(OutputFormatType<?> type) {
            outputFormats.put(type.spec().name(), type);
            return this;
        }

        /** Names a transport or format users know but which does not exist here, and what to tell them. */
        public Builder planned(String name, String message) {
            planned.put(name, message);
            return this;
        }

        /** The registry. */
        public ConnectorRegistry build() {
            return new ConnectorRegistry(this);
        }
    }
}
