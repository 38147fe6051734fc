package io.tidewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.rules.RuleFolder;
import io.tidewatch.local.sample.SampleFile;
import io.tidewatch.local.sample.SampleGenerator;
import io.tidewatch.local.sample.SampleSettings;
import io.tidewatch.replay.Backtest;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of one run tells the end of its surge at busy times of day too, when what is left of it is told for longer. */
class DemoEndTest {
    /** 15:26 where it is played. */
    private static final long END = 1_795_076_800_000L;

    @TempDir
    private Path dir;

    @Test
    void shouldEndWhatItBegan() throws Exception {
        // given
        Path file = dir.resolve("sample.jsonl");
        SampleFile.write(
                file,
                SampleGenerator.of(SampleSettings.recovered(
                        1,
                        SampleSettings.DEFAULT_ISSUE,
                        SampleSettings.DEFAULT_REGION,
                        END,
                        DemoCommand.AFTER_SURGE,
                        TaxonomyFiles.packaged())));

        // when
        List<Alert> episodes = Backtest.run(
                file,
                new RuleUpdate(1, RuleFolder.read(Checkouts.root().resolve("alert-rules/rules")), Map.of()),
                () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]),
                2,
                ZoneId.of("UTC+7"));

        // then
        assertThat(episodes)
                .filteredOn(a -> a.incident().equals(SampleSettings.DEFAULT_ISSUE)
                        && a.kind().hasLevel())
                .hasSizeGreaterThan(10)
                .noneMatch(Alert::isOpen);
    }
}
