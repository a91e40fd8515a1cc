package dev.millrace.dataplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.Json;
import dev.millrace.runtime.FaultTolerance;
import dev.millrace.runtime.StorageOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuntimeConfigTest {
    private static RuntimeConfig read(String json) {
        return RuntimeConfig.of(Json.read(json));
    }

    private static StorageConfig storage(String json) {
        return read(json).storage();
    }

    @Test
    void whatIsAbsentOrNullHasItsDefault() {
        RuntimeConfig config =
                read("{\"workers\":null,\"storage\":null,\"fault_tolerance\":null,\"env\":null,\"x\":1}");
        assertThat(config).isEqualTo(read("{}"));
        assertThat(config.clockMillis()).isEqualTo(1_000);
        assertThat(config.storage())
                .isEqualTo(new StorageConfig(
                        true,
                        FaultTolerance.NONE,
                        StorageOptions.INTERVAL_DEFAULT,
                        false,
                        StorageConfig.Bootstrap.REJECT));
    }

    @Test
    void stepsMayWaitForRows() {
        RuntimeConfig config = read("{\"min_batch_size_records\":500,\"max_buffering_delay\":\"1500us\"}");
        assertThat(config.gatherRows()).isEqualTo(500);
        assertThat(config.gatherMillisMax()).isEqualTo(2);
        assertThat(read("{\"max_buffering_delay_usecs\":2000}").gatherMillisMax())
                .isEqualTo(2);
    }

    @Test
    void noCheckpointIsMadeByItselfIfTheIntervalIsNull() {
        assertThat(read("{\"fault_tolerance\":{\"checkpoint_interval\":null}}")
                        .storage()
                        .interval())
                .isNull();
        assertThat(read("{\"fault_tolerance\":{\"checkpoint_interval_secs\":-1}}")
                        .storage()
                        .interval())
                .isNull();
    }

    @Test
    void workersAreAtMostTheProcessors() {
        assertThat(read("{\"workers\":1}").workers()).isEqualTo(1);
        assertThat(read("{\"workers\":100000}").workers())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> read("{\"workers\":0}")).hasMessageContaining("workers");
    }

    @Test
    void durationsAreNumbersInOldUnitsOrText() {
        assertThat(read("{\"clock_resolution_usecs\":250000}").clockMillis()).isEqualTo(250);
        assertThat(read("{\"clock_resolution\":\"1m40s\"}").clockMillis()).isEqualTo(100_000);
        assertThat(Durations.parse("1.5h")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Durations.parse("+.5s500us")).isEqualTo(Duration.ofNanos(500_500_000));
        assertThat(Durations.parse("0")).isZero();
        for (String wrong : new String[] {"", "5", "-1s", "1 s", "1x", "1s2"}) {
            assertThatThrownBy(() -> Durations.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void faultToleranceIsAnObjectOrOneOfTheOldWords() {
        assertThat(storage("{\"fault_tolerance\":{}}").model()).isEqualTo(FaultTolerance.EXACTLY_ONCE);
        assertThat(storage("{\"fault_tolerance\":{\"model\":\"at_least_once\"}}")
                        .model())
                .isEqualTo(FaultTolerance.AT_LEAST_ONCE);
        assertThat(storage("{\"fault_tolerance\":{\"model\":\"none\"}}").model())
                .isEqualTo(FaultTolerance.NONE);
        assertThat(storage("{\"fault_tolerance\":\"latest_checkpoint\"}").anew())
                .isFalse();
        assertThat(storage("{\"fault_tolerance\":\"initial_state\"}").anew()).isTrue();
        assertThat(storage("{\"fault_tolerance\":{\"checkpoint_interval\":null}}")
                        .interval())
                .isNull();
        assertThat(storage("{\"fault_tolerance\":{\"checkpoint_interval_secs\":5}}")
                        .interval())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(storage("{\"fault_tolerance\":{\"checkpoint_interval\":\"1ms\"}}")
                        .interval())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(storage("{\"fault_tolerance\":{\"checkpoint_interval\":\"2d\"}}")
                        .interval())
                .isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> storage("{\"fault_tolerance\":{\"model\":\"maybe\"}}"))
                .hasMessageContaining("maybe");
    }

    @Test
    void storageCanBeTurnedOffUnlessAJournalNeedsIt() {
        assertThat(storage("{\"storage\":false}").enabled()).isFalse();
        assertThat(storage("{\"storage\":true}").enabled()).isTrue();
        assertThat(storage("{\"storage\":{\"backend\":{\"name\":\"default\"}}}").enabled())
                .isTrue();
        assertThat(storage("{\"storage\":false,\"fault_tolerance\":{}}").enabled())
                .isTrue();
    }
}
