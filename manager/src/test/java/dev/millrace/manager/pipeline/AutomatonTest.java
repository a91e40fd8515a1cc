package dev.millrace.manager.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramStatus;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.StorageStatus;
import dev.millrace.manager.pipeline.Decision.Act;
import dev.millrace.manager.pipeline.Decision.Action;
import dev.millrace.manager.pipeline.Decision.Become;
import dev.millrace.manager.pipeline.Decision.Finish;
import dev.millrace.manager.pipeline.Decision.Last;
import dev.millrace.manager.pipeline.ProcessReport.Answered;
import dev.millrace.manager.pipeline.ProcessReport.NotAsked;
import dev.millrace.manager.pipeline.ProcessReport.Silent;
import dev.millrace.manager.runner.Presence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AutomatonTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Presence ABSENT = new Presence.Absent();
    private static final Presence LISTENING = new Presence.Listening(URI.create("http://127.0.0.1:1"), "x");
    private static final ProcessReport NOT_ASKED = new NotAsked();

    private static ProgramState program(ProgramStatus status) {
        return ProgramState.first(ProgramText.EMPTY, START).with(status, null, null, START);
    }

    private static Decision decide(
            Deployment deployment, ProgramStatus program, Presence presence, ProcessReport report, Duration later) {
        return new Automaton(deployment, program(program), null, Limits.DEFAULT, START.plus(later))
                .decide(presence, report);
    }

    private static Decision decide(Deployment deployment, Presence presence, ProcessReport report) {
        return decide(deployment, ProgramStatus.SUCCESS, presence, report, Duration.ZERO);
    }

    private static Deployment become(Decision decision) {
        assertThat(decision).isInstanceOf(Become.class);
        return ((Become) decision).deployment();
    }

    private static Deployment wished() {
        return Deployment.none(START)
                .change(START)
                .desired(ResourcesStatus.PROVISIONED)
                .initial(RuntimeStatus.RUNNING)
                .done();
    }

    private static Deployment provisioning() {
        return wished().change(START)
                .storage(StorageStatus.IN_USE)
                .resources(ResourcesStatus.PROVISIONING)
                .id(new UUID(0, 1))
                .done();
    }

    private static Deployment running() {
        return provisioning()
                .change(START)
                .resources(ResourcesStatus.PROVISIONED)
                .runtime(RuntimeStatus.RUNNING)
                .runtimeDesired(RuntimeStatus.RUNNING)
                .done();
    }

    @Test
    void whatTakesLongIsLookedForSeldom() {
        Presence starting = new Presence.Starting();
        assertThat(decide(provisioning(), ProgramStatus.SUCCESS, starting, NOT_ASKED, Duration.ofMillis(100)))
                .isEqualTo(new Decision.Wait(Duration.ofMillis(10)));
        assertThat(decide(provisioning(), ProgramStatus.SUCCESS, starting, NOT_ASKED, Duration.ofSeconds(2)))
                .isEqualTo(new Decision.Wait(Duration.ofMillis(100)));
        assertThat(decide(provisioning(), ProgramStatus.SUCCESS, starting, NOT_ASKED, Duration.ofSeconds(40)))
                .isEqualTo(new Decision.Wait(Duration.ofMillis(500)));
    }

    @Test
    void whatIsStoppedAndShallBeRests() {
        assertThat(decide(Deployment.none(START), ABSENT, NOT_ASKED)).isInstanceOf(Decision.Rest.class);
    }

    @Test
    void aStartWaitsForTheCompiler() {
        assertThat(decide(wished(), ProgramStatus.COMPILING_SQL, ABSENT, NOT_ASKED, Duration.ZERO))
                .isInstanceOf(Decision.Wait.class);
        Deployment failed = become(decide(wished(), ProgramStatus.SQL_ERROR, ABSENT, NOT_ASKED, Duration.ZERO));
        assertThat(failed.stopped()).isTrue();
        assertThat(failed.error()).isNotNull();
    }

    @Test
    void storageIsTakenBeforeAnythingIsProvisioned() {
        Deployment next = become(decide(wished(), ABSENT, NOT_ASKED));
        assertThat(next.storage()).isEqualTo(StorageStatus.IN_USE);
        assertThat(decide(next, ABSENT, NOT_ASKED)).isInstanceOf(Decision.Deploy.class);
    }

    @Test
    void provisioningLaunchesWaitsAndGivesUp() {
        assertThat(decide(provisioning(), ABSENT, NOT_ASKED)).isEqualTo(new Act(Action.LAUNCH));
        assertThat(decide(provisioning(), new Presence.Starting(), NOT_ASKED)).isInstanceOf(Decision.Wait.class);
        Deployment late = become(decide(
                provisioning(), ProgramStatus.SUCCESS, new Presence.Starting(), NOT_ASKED, Duration.ofMinutes(2)));
        assertThat(late.resources()).isEqualTo(ResourcesStatus.STOPPING);
        assertThat(String.valueOf(late.error())).contains("PipelineProvisioningTimeout");
        Deployment exited = become(decide(provisioning(), new Presence.Exited("code 3"), NOT_ASKED));
        assertThat(String.valueOf(exited.error())).contains("PipelineProvisioningError", "code 3");
    }

    @Test
    void whatListensInitializesAndThenIsWhatItSays() {
        Deployment up = become(decide(provisioning(), LISTENING, NOT_ASKED));
        assertThat(up.resources()).isEqualTo(ResourcesStatus.PROVISIONED);
        assertThat(up.runtime()).isEqualTo(RuntimeStatus.INITIALIZING);
        assertThat(up.runtimeDesired()).isEqualTo(RuntimeStatus.RUNNING);
        Deployment running = become(decide(up, LISTENING, new Answered("running", null, null)));
        assertThat(running.runtime()).isEqualTo(RuntimeStatus.RUNNING);
    }

    @Test
    void aWishIsHandedOnUntilItIsTrue() {
        Deployment pausing =
                running().change(START).runtimeDesired(RuntimeStatus.PAUSED).done();
        assertThat(decide(pausing, LISTENING, new Answered("running", null, null)))
                .isEqualTo(new Act(Action.PAUSE));
        Deployment paused = pausing.change(START)
                .runtime(RuntimeStatus.PAUSED)
                .runtimeDesired(RuntimeStatus.RUNNING)
                .done();
        assertThat(decide(paused, LISTENING, new Answered("paused", null, null)))
                .isEqualTo(new Act(Action.START));
    }

    @Test
    void silenceIsUnavailabilityAndMayEnd() {
        Decision silent = decide(running(), ProgramStatus.SUCCESS, LISTENING, new Silent("x"), Duration.ofSeconds(5));
        assertThat(become(silent).runtime()).isEqualTo(RuntimeStatus.UNAVAILABLE);
        Decision back = decide(become(silent), LISTENING, new Answered("running", null, null));
        assertThat(become(back).runtime()).isEqualTo(RuntimeStatus.RUNNING);
    }

    @Test
    void whatFailsOrDiesStopsWithItsError() {
        Json error = Json.error("X", "y", java.util.Map.of());
        Deployment failed = become(decide(running(), LISTENING, new Answered("failed", error, null)));
        assertThat(failed.resources()).isEqualTo(ResourcesStatus.STOPPING);
        assertThat(failed.error()).isEqualTo(error);
        Deployment died = become(decide(running(), new Presence.Exited("signal 9"), NOT_ASKED));
        assertThat(String.valueOf(died.error())).contains("PipelineTerminated", "signal 9");
    }

    @Test
    void whatIsNotReadyForTooLongFails() {
        Deployment up = become(decide(provisioning(), LISTENING, NOT_ASKED));
        Deployment late = become(decide(
                up, ProgramStatus.SUCCESS, LISTENING, new Answered("initializing", null, null), Duration.ofHours(1)));
        assertThat(String.valueOf(late.error())).contains("PipelineInitializingTimeout");
    }

    @Test
    void stoppingEndsTheProcessThenForgetsIt() {
        Deployment stopping = become(decide(
                running().change(START).desired(ResourcesStatus.STOPPED).done(),
                LISTENING,
                new Answered("running", null, null)));
        assertThat(stopping.resources()).isEqualTo(ResourcesStatus.STOPPING);
        assertThat(decide(stopping, LISTENING, NOT_ASKED)).isEqualTo(new Act(Action.END));
        Decision ended = decide(stopping, new Presence.Exited("code 0"), NOT_ASKED);
        assertThat(ended).isInstanceOf(Finish.class);
        assertThat(((Finish) ended).last()).isEqualTo(Last.FORGET);
        assertThat(((Finish) ended).deployment().stopped()).isTrue();
        assertThat(((Finish) ended).deployment().storage()).isEqualTo(StorageStatus.IN_USE);
    }

    @Test
    void clearingDropsStateAndError() {
        Deployment asked = Deployment.none(START)
                .change(START)
                .storage(StorageStatus.IN_USE)
                .error(Json.EMPTY)
                .clearWhenStopped(true)
                .done();
        Deployment clearing = become(decide(asked, ABSENT, NOT_ASKED));
        assertThat(clearing.storage()).isEqualTo(StorageStatus.CLEARING);
        assertThat(clearing.error()).isNull();
        assertThat(((Finish) decide(clearing, ABSENT, NOT_ASKED)).deployment().atRest())
                .isTrue();
    }

    @Test
    void aSuspensionTakesACheckpointThenStops() {
        Deployment asked =
                running().change(START).runtimeDesired(RuntimeStatus.SUSPENDED).done();
        Decision decision = decide(asked, LISTENING, new Answered("running", null, null));
        assertThat(((Finish) decision).last()).isEqualTo(Last.SUSPEND);
        Deployment gone = become(decide(asked, new Presence.Exited("code 0"), NOT_ASKED));
        assertThat(gone.error()).isNull();
    }
}
