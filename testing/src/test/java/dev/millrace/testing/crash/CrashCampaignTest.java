package dev.millrace.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashCampaignTest {
    @Test
    void aPipelineThatIsKilledWritesEachChangeOnce(@TempDir Path folder) throws Exception {
        List<String> reports = new ArrayList<>();
        CrashCampaign.Options few = new CrashCampaign.Options(5, 1, 500, 1_000, 3);
        try (CrashCampaign campaign = new CrashCampaign(folder, few, reports::add)) {
            campaign.run();
            assertThat(campaign.kills()).isEqualTo(5);
        }
        assertThat(reports).last().asString().startsWith("5 kills");
    }
}
