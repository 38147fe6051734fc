package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.sample.SampleFile;
import io.tidewatch.local.sample.SampleGenerator;
import io.tidewatch.local.sample.SampleSettings;
import io.tidewatch.replay.Backtest;
import io.tidewatch.replay.ComplaintCounts;
import io.tidewatch.replay.report.BacktestReport;
import io.tidewatch.replay.report.EpisodeComparison;
import io.tidewatch.replay.report.EpisodeQueries;
import io.tidewatch.replay.report.FixedThreshold;
import io.tidewatch.replay.report.Html;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.LocalTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over the demo's sample, played once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BacktestReportTest {
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              interval: 30s
              rules:
              - alert: Surge
                kind: surge
                where: 'complaint'
                by: [issue, region]
                window: 10m
                severities: {warning: {sensitivity: normal, ratio: '>= 2', originals: '>= %d'}}
                for: 1m
                recover: {ratio: '< 3', hold: 10m}
            """;

    private final ComplaintCounts counts = new ComplaintCounts();
    private List<Alert> episodes = List.of();
    private List<Alert> stricter = List.of();

    @BeforeAll
    void play(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("sample.jsonl");
        SampleFile.write(
                file,
                SampleGenerator.of(SampleSettings.recovered(
                        11,
                        "payment.failure",
                        "四川",
                        1_795_000_000_000L,
                        Duration.ofMinutes(75),
                        TaxonomyFiles.packaged())));
        episodes = Backtest.run(
                file,
                rules(30),
                () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]),
                2,
                LocalClock.DEFAULT_ZONE,
                counts);
        stricter = Backtest.run(file, rules(90), () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]), 2);
    }

    private static RuleUpdate rules(int originals) {
        return new RuleUpdate(1, Map.of("rules.yaml", RULES.formatted(originals)), Map.of());
    }

    @Test
    void shouldDescribeTheSurgeInBothLanguages() {
        // when
        String zh = page(episodes, true);
        String en = page(episodes, false);

        // then
        assertThat(episodes).hasSize(1);
        assertThat(zh).contains("3 天里会告警 1 次", "四川", "听潮告警", "<svg", "固定阈值").doesNotContain("<script", "http");
        assertThat(en).contains("1 warning in 3 days", "Sichuan", "told").doesNotContain("<script", "http");
    }

    @Test
    void shouldCountWhatTheEpisodeCounted() {
        // given
        Alert a = episodes.get(0);
        ComplaintCounts.Key key = new ComplaintCounts.Key("payment.failure", "四川");

        // when
        long windowEnd = EpisodeQueries.bin(a.peak().at());
        int around = counts.between(key, windowEnd - 600_000, windowEnd + 300_000);

        // then
        assertThat((long) around).isGreaterThanOrEqualTo(a.peak().originals());
    }

    @Test
    void shouldSetTheFixedThresholdAboveAllThatIsQuiet() {
        // when
        FixedThreshold t = FixedThreshold.withHindsight(counts, episodes, 600_000);

        // then
        assertThat(t.count()).isGreaterThan(1);
        assertThat(t.firesAt(counts, episodes.get(0))).isPresent();
        assertThat(new FixedThreshold(1_000_000, 600_000).firesAt(counts, episodes.get(0)))
                .isEmpty();
    }

    @Test
    void shouldSayWhatStricterRulesChange() {
        // when
        List<EpisodeComparison> changes = EpisodeComparison.of(stricter, episodes);

        // then
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).change()).isEqualTo("later");
        assertThat(changes.get(0).minutesLater()).isPositive();
        assertThat(changes.get(0).json()).startsWith("{\"change\":\"later\",\"minutes_later\":");
        assertThat(EpisodeComparison.of(List.of(), episodes).get(0).change()).isEqualTo("gone");
        assertThat(EpisodeComparison.of(episodes, List.of()).get(0).change()).isEqualTo("new");
        assertThat(EpisodeComparison.of(episodes, episodes).get(0).change()).isEqualTo("same");
    }

    @Test
    void shouldKeepHostileTextText() {
        assertThat(Html.text("<script>alert('x')</script>&\u202e\u0000"))
                .isEqualTo("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;  ");
    }

    @Test
    void shouldSayTimesByTheClockOfTheInstallation() {
        assertThat(page(List.of(), LocalTimes.DEFAULT, false)).contains("11-15 19:06");
        assertThat(page(List.of(), new LocalTimes(ZoneId.of("Asia/Kolkata")), false))
                .contains("11-15 16:36");
    }

    private String page(List<Alert> shown, boolean zh) {
        return page(shown, LocalTimes.DEFAULT, zh);
    }

    private String page(List<Alert> shown, LocalTimes times, boolean zh) {
        return new BacktestReport(shown, counts, TaxonomyFiles.packaged(), times, zh)
                .page("sample.jsonl", 24_000, 1_794_740_800_000L, 1_795_000_000_000L);
    }
}
