package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlipCampaignTest {
    /** Each flip throws if it leads to a wrong result or an unclear stop. {@code ./millrace flip} makes more of them. */
    @Test
    void aFlippedBitOrByteIsNoticedAndNamed() throws Exception {
        FlipCampaign campaign = new FlipCampaign(4);
        for (int i = 0; i < 60; i++) {
            campaign.flip(i % 2 == 0);
        }
        assertThat(campaign.outcome()).doesNotContain("0 went on from the checkpoint before, 0 did not start");
    }
}
