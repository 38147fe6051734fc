package io.tidewatch.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack is killed twice while regions complain. The long form, of many faults, is {@link LongFaultsIT}. */
class FaultsIT {
    @TempDir
    private Path directory;

    @Test
    void shouldTellOfEachWaveOnceWhenKilledTwice() throws Exception {
        Waves waves = new Waves(2, 6_000, 12_000, 20);

        FaultOutcome outcome;
        try (FaultRun run = new FaultRun(waves, directory, "40s", 1)) {
            outcome = run.killed(2, 6_000, 10_000);
        }

        assertThat(outcome.twice()).isEmpty();
        assertThat(outcome.messages()).isEqualTo(waves.said().size());
        assertThat(outcome.complaints()).isEqualTo(waves.complaints());
        for (int w = 0; w < waves.count(); w++) {
            String rule = "Wave" + w;
            assertThat(outcome.alerts()).filteredOn(a -> a.startsWith(rule)).hasSize(1);
            assertThat(outcome.told())
                    .filteredOn(t -> t.startsWith("rule:" + rule))
                    .singleElement()
                    .asString()
                    .contains("begun 1 ended 1");
        }
    }
}
