package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputFormatType;
import dev.millrace.connect.OutputFormat;
import dev.millrace.connect.OutputFormatType;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes formats from configuration text in tests. */
public final class Configured {
    private Configured() {}

    /** An input format. */
    public static InputFormat input(InputFormatType<?> type, RelationSchema relation, String config) {
        return create(type, relation, config);
    }

    private static <C> InputFormat create(InputFormatType<C> type, RelationSchema relation, String config) {
        return type.factory().create(read(type.spec(), config), relation);
    }

    /** An output format. */
    public static OutputFormat output(OutputFormatType<?> type, String config) {
        return create(type, config);
    }

    private static <C> OutputFormat create(OutputFormatType<C> type, String config) {
        return type.factory().create(read(type.spec(), config));
    }

    private static <C> C read(ConfigSpec<C> spec, String config) {
        List<ConfigProblem> problems = new ArrayList<>();
        C read = spec.read(ConfigJson.parse(config, problems).orElseThrow().value(), "", problems);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(read);
    }
}
