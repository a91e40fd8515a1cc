package dev.millrace.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpCampaignTest {
    @Test
    void rowsThatWereAnsweredAreThereOnce(@TempDir Path folder) throws Exception {
        List<String> reports = new ArrayList<>();
        HttpCampaign campaign = new HttpCampaign(folder, new CrashCampaign.Options(2, 3, 0, 500, 2), reports::add);
        campaign.run();
        assertThat(campaign.kills()).isEqualTo(2);
        assertThat(reports).singleElement().asString().startsWith("2 kills");
    }
}
