package io.tidewatch.local.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.FeedbackJson;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGeneratorTest {
    private static final long END =
            WireTime.parse("2026-11-15T23:00:00+08:00").toInstant().toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Map<String, UnwantedWords> WORDS = new HashMap<>();
    private static final DemoSample SAMPLE = recovered(7, SampleSettings.DEFAULT_ISSUE, "浙江", END);

    private static DemoSample recovered(long seed, String issue, String region, long end) {
        return SampleGenerator.of(
                SampleSettings.recovered(seed, issue, region, end, Duration.ofMinutes(75), TestTaxonomy.ALL));
    }

    private static List<Feedback> between(DemoSample sample, long from, long to) {
        return distinct(sample.messages()).stream()
                .filter(f -> f.eventTime() >= from && f.eventTime() < to)
                .toList();
    }

    private static List<Feedback> distinct(List<Feedback> messages) {
        Set<String> seen = new HashSet<>();
        return messages.stream().filter(f -> seen.add(f.id())).toList();
    }

    private static boolean isFrom(Feedback f, String region) {
        return f.customer().region().contains(region);
    }

    private static boolean isAbout(Feedback f, String issue) {
        return WORDS.computeIfAbsent(
                        issue, id -> new UnwantedWords(TestTaxonomy.ALL.leaf(id).keywords()))
                .in(f.text());
    }

    private static Predicate<Feedback> complaintIn(String issue, String region) {
        return f -> f.author().isCustomer() && f.repostOf() == null && isFrom(f, region) && isAbout(f, issue);
    }

    private static List<Feedback> surge(DemoSample sample, String issue, String region) {
        return between(sample, sample.surgePeak(), sample.surgeDecline()).stream()
                .filter(complaintIn(issue, region))
                .toList();
    }

    @Test
    void shouldHoldThreeDaysOfManySourcesWhenMade() {
        List<Feedback> all = SAMPLE.messages();

        assertThat(all).hasSizeBetween(22_000, 27_000);
        assertThat(all.get(0).eventTime()).isBetween(END - 72 * 60 * MINUTE, END - 72 * 60 * MINUTE + 5 * MINUTE);
        assertThat(all.get(all.size() - 1).eventTime()).isBetween(END - 3 * MINUTE, END);
        assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(a.eventTime(), b.eventTime()));
        assertThat(all.stream().map(Feedback::channel).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "social", "im", "phone", "email", "ticket", "review", "survey", "app", "store", "rss");
        assertThat(all.stream().map(Feedback::source).collect(Collectors.toSet()))
                .hasSizeGreaterThan(14);
        assertThat(SampleRegions.packaged().all())
                .hasSize(34)
                .allSatisfy(region -> assertThat(all).anyMatch(f -> isFrom(f, region.name())));
        long english = all.stream()
                .filter(f -> !f.text().isEmpty() && !Composer.isChinese(f.text()))
                .count();
        assertThat((double) english / all.size()).isBetween(.04, .12);
        assertThat(all.stream()
                        .filter(f -> f.author().role() == AuthorRole.AGENT)
                        .count())
                .isGreaterThan(1_000);
    }

    @Test
    void shouldComplainOfManyIssuesEvenlyWhenNothingIsPlanted() {
        Map<String, Integer> perIssue = new HashMap<>();
        Map<String, Integer> perWindow = new HashMap<>();
        for (Feedback f : distinct(SAMPLE.messages())) {
            boolean planted = f.eventTime() >= SAMPLE.surgeOnset() && f.eventTime() < SAMPLE.surgeEnd()
                    || SAMPLE.decoys().stream()
                            .anyMatch(d -> d.messages() > 0 && f.eventTime() >= d.start() && f.eventTime() < d.end());
            if (planted || !f.author().isCustomer() || f.repostOf() != null) {
                continue;
            }
            for (Leaf leaf : TestTaxonomy.ALL.leaves()) {
                if (!leaf.category().equals("voice") && isAbout(f, leaf.id())) {
                    perIssue.merge(leaf.id(), 1, Integer::sum);
                    String group = leaf.id() + f.customer().region() + f.eventTime() / (10 * MINUTE);
                    perWindow.merge(group, 1, Integer::sum);
                }
            }
        }

        assertThat(perIssue.values().stream().filter(n -> n >= 50).count()).isGreaterThanOrEqualTo(18);
        assertThat(perWindow.values()).allMatch(n -> n <= 14);
    }

    @Test
    void shouldGiveTheSameMessagesWhenSeedIsTheSame() {
        DemoSample again = recovered(7, SampleSettings.DEFAULT_ISSUE, "浙江", END);
        long later = 5 * 60 * MINUTE + 1_234_000;
        DemoSample shifted = recovered(7, SampleSettings.DEFAULT_ISSUE, "浙江", END + later);
        DemoSample other = recovered(8, SampleSettings.DEFAULT_ISSUE, "浙江", END);

        assertThat(again.messages()).isEqualTo(SAMPLE.messages());
        assertThat(shifted.messages()).hasSameSizeAs(SAMPLE.messages());
        for (int i = 0; i < SAMPLE.messages().size(); i++) {
            Feedback f = SAMPLE.messages().get(i);
            Feedback g = shifted.messages().get(i);
            assertThat(g.eventTime() - f.eventTime()).isEqualTo(later);
            assertThat(FeedbackJson.write(g).replace(WireTime.print(g.eventTime()), WireTime.print(f.eventTime())))
                    .isEqualTo(FeedbackJson.write(f));
        }
        assertThat(distinct(other.messages()).stream().map(Feedback::id))
                .doesNotContainAnyElementsOf(
                        distinct(SAMPLE.messages()).stream().map(Feedback::id).toList());
    }

    @Test
    void shouldSurgeInOneRegionWhenSurgeIsOn() {
        assertThat(SAMPLE.surgeEnd()).isEqualTo(END - 75 * MINUTE);
        assertThat(SAMPLE.surgePeak() - SAMPLE.surgeOnset()).isEqualTo(30 * MINUTE);

        Predicate<Feedback> surging = complaintIn(SampleSettings.DEFAULT_ISSUE, "浙江");
        for (long at = SAMPLE.surgePeak(); at + 10 * MINUTE <= SAMPLE.surgeDecline(); at += MINUTE) {
            List<Feedback> window = between(SAMPLE, at, at + 10 * MINUTE).stream()
                    .filter(surging)
                    .toList();
            assertThat(window).hasSizeGreaterThanOrEqualTo(230);
            assertThat(window.stream().map(f -> f.author().id()).distinct().count())
                    .isGreaterThanOrEqualTo(200);
        }
        assertThat(between(SAMPLE, SAMPLE.surgeOnset() - 30 * MINUTE, SAMPLE.surgeOnset()).stream()
                        .filter(surging))
                .hasSizeBetween(6, 45);
        assertThat(between(SAMPLE, SAMPLE.surgeEnd(), END).stream().filter(surging))
                .hasSizeBetween(15, 80);
        assertThat(between(SAMPLE, SAMPLE.surgePeak(), SAMPLE.surgeDecline()).stream()
                        .filter(f -> f.author().isCustomer() && !isFrom(f, "浙江"))
                        .filter(f -> isAbout(f, SampleSettings.DEFAULT_ISSUE)))
                .hasSizeLessThan(60);
    }

    @Test
    void shouldCountAsDistinctVoicesWhenManyComplainOfTheSame() {
        SampleVoices voices = SampleVoices.of(surge(SAMPLE, SampleSettings.DEFAULT_ISSUE, "浙江"));

        assertThat(voices.distinctTexts()).isGreaterThan(.99);
        assertThat(voices.originals()).isGreaterThan(.97);
    }

    @Test
    void shouldNameNoOtherIssueWhenSurging() {
        UnwantedWords others =
                UnwantedWords.of(TestTaxonomy.ALL, l -> !l.id().equals(SampleSettings.DEFAULT_ISSUE), List.of());

        assertThat(surge(SAMPLE, SampleSettings.DEFAULT_ISSUE, "浙江").stream()
                        .map(Feedback::text)
                        .filter(others::in))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldHaveNoGraveWordWhenNotAskedFor() {
        UnwantedWords grave =
                UnwantedWords.of(TestTaxonomy.ALL, l -> l.severity().equals("P1"), List.of());

        assertThat(SAMPLE.messages()).noneMatch(f -> grave.in(f.text()));
    }

    @Test
    void shouldPlantDecoysElsewhereWhenMade() {
        Map<Decoy.Kind, List<Decoy>> byKind = SAMPLE.decoys().stream().collect(Collectors.groupingBy(Decoy::kind));

        assertThat(byKind.keySet()).containsExactlyInAnyOrder(Decoy.Kind.values());
        assertThat(byKind.get(Decoy.Kind.EVENING_PEAK)).hasSize(3);
        Decoy storm = byKind.get(Decoy.Kind.REPOST_STORM).get(0);
        List<Feedback> reposts = between(SAMPLE, storm.start(), storm.end()).stream()
                .filter(f -> f.repostOf() != null)
                .toList();
        assertThat(reposts).hasSizeGreaterThan(1_800);
        assertThat(reposts.stream().map(Feedback::repostOf).distinct().count()).isLessThan(60);
        Decoy agents = byKind.get(Decoy.Kind.AGENT_BURST).get(0);
        assertThat(agents.region()).isEqualTo("浙江");
        assertThat(between(SAMPLE, agents.start(), agents.end()))
                .filteredOn(f -> f.author().role() == AuthorRole.AGENT && isFrom(f, "浙江"))
                .hasSizeGreaterThan(300);
        Decoy ads = byKind.get(Decoy.Kind.ADVERTISING_WAVE).get(0);
        assertThat(between(SAMPLE, ads.start(), ads.end()))
                .filteredOn(f -> f.text().matches("(?s).*(加V|加微).*"))
                .hasSizeGreaterThan(400);
        Decoy positive = byKind.get(Decoy.Kind.PRAISE_BURST).get(0);
        assertThat(between(SAMPLE, positive.start(), positive.end()).stream()
                        .filter(f -> isFrom(f, positive.region()))
                        .count())
                .isGreaterThan(320);
        assertThat(List.of(storm.region(), ads.region(), positive.region())).doesNotContain("浙江");
    }

    @Test
    void shouldFoldIntoOneVoiceWhenPostIsCopied() {
        Decoy storm = SAMPLE.decoys().stream()
                .filter(d -> d.kind() == Decoy.Kind.REPOST_STORM)
                .findFirst()
                .orElseThrow();
        List<Feedback> inStorm = between(SAMPLE, storm.start(), storm.end());
        String original = inStorm.stream()
                .filter(f -> f.repostOf() == null && f.text().contains("我把轨迹翻了一遍"))
                .map(Feedback::text)
                .findFirst()
                .orElseThrow();
        List<Feedback> unmarked = inStorm.stream()
                .filter(f -> f.repostOf() == null && f.text().contains("我把轨迹翻了一遍"))
                .toList();

        assertThat(original).hasSizeGreaterThan(150);
        assertThat(unmarked).hasSizeBetween(60, 200);
        assertThat(SampleVoices.of(unmarked).originals() * unmarked.size()).isLessThan(1.5);
    }

    @Test
    void shouldFollowTheDayWhenNothingElseHappens() {
        long saturday = WireTime.parse("2026-11-14T00:00:00+08:00").toInstant().toEpochMilli();
        long hour = 60 * MINUTE;
        int night = between(SAMPLE, saturday + 2 * hour, saturday + 5 * hour).size();
        int morning = between(SAMPLE, saturday + 9 * hour, saturday + 12 * hour).size();
        int evening =
                between(SAMPLE, saturday + 20 * hour, saturday + 23 * hour).size();

        assertThat(night * 4).isLessThan(morning);
        assertThat(evening).isGreaterThan(morning * 5 / 4);
    }

    @Test
    void shouldRepeatTwoInAHundredWhenDelivered() {
        assertThat(SAMPLE.messages().size() - distinct(SAMPLE.messages()).size())
                .isEqualTo(SAMPLE.duplicates());
        assertThat((double) SAMPLE.duplicates() / SAMPLE.messages().size()).isBetween(.015, .025);
    }

    @Test
    void shouldUseTheExamplesOfTheLeafWhenAnotherIssueIsPlanted() {
        DemoSample sample = recovered(3, "payment.failure", "广东", END);
        List<Feedback> surge = surge(sample, "payment.failure", "广东");

        assertThat(surge).hasSizeGreaterThan(750);
        SampleVoices voices = SampleVoices.of(surge);
        assertThat(voices.distinctTexts()).isGreaterThan(.97);
        assertThat(voices.originals()).isGreaterThan(.97);
        assertThat(sample.decoys().stream()
                        .filter(d -> d.kind() == Decoy.Kind.REPOST_STORM)
                        .map(Decoy::region))
                .doesNotContain("广东");
        UnwantedWords others = UnwantedWords.of(TestTaxonomy.ALL, l -> !l.id().equals("payment.failure"), List.of());
        assertThat(surge.stream().map(Feedback::text).filter(others::in)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void shouldHaveNoMessagesBeforeOnsetWhenAGraveIssueIsPlanted() {
        DemoSample sample = recovered(4, "security.data_leak", "西藏", END);

        assertThat(surge(sample, "security.data_leak", "西藏")).hasSizeGreaterThan(700);
        assertThat(between(sample, 0, sample.surgeOnset())).noneMatch(f -> isAbout(f, "security.data_leak"));
    }

    @Test
    void shouldGoOnWhereItStoppedWhenItEndsInTheSurge() {
        DemoSample live = SampleGenerator.of(SampleSettings.surging(
                7, SampleSettings.DEFAULT_ISSUE, "浙江", END, Duration.ofMinutes(35), TestTaxonomy.ALL));
        assertThat(live.surgeOnset()).isEqualTo(END - 35 * MINUTE);
        assertThat(live.surgeEnd()).isEqualTo(END + 53 * MINUTE);

        List<Feedback> next = new ArrayList<>();
        Iterator<Feedback> continuation = live.continuation();
        while (next.isEmpty() || next.get(next.size() - 1).eventTime() < live.surgeEnd() + 60 * MINUTE) {
            next.add(continuation.next());
        }
        // The sample with the recovery inside says what comes.
        long shift = live.surgeOnset() - SAMPLE.surgeOnset();
        List<String> expected = between(SAMPLE, END - shift + 1, SAMPLE.surgeEnd() + 60 * MINUTE).stream()
                .map(Feedback::id)
                .toList();
        assertThat(next.stream().map(Feedback::id).limit(expected.size())).isEqualTo(expected);
        assertThat(next).isSortedAccordingTo((a, b) -> Long.compare(a.eventTime(), b.eventTime()));
        assertThat(next.get(0).eventTime()).isGreaterThan(END);
    }

    @Test
    void shouldBeReadBackWhenWritten(@TempDir Path folder) throws Exception {
        Path plain = folder.resolve("new/sample.jsonl");
        Path zipped = folder.resolve("sample.jsonl.gz");

        int lines = SampleFile.write(plain, SAMPLE);
        SampleFile.write(zipped, SAMPLE);

        List<String> written = Files.readAllLines(plain);
        assertThat(written).hasSize(lines).hasSameSizeAs(SAMPLE.messages());
        FeedbackJson json = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);
        for (int i = 0; i < lines; i++) {
            assertThat(json.read(written.get(i), "social"))
                    .isEqualTo(SAMPLE.messages().get(i));
        }
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(zipped)), StandardCharsets.UTF_8))) {
            assertThat(in.lines().toList()).isEqualTo(written);
        }
    }

    @Test
    void shouldBeRefusedForItsReasonWhenLineIsBroken() {
        FeedbackJson json = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);
        List<BrokenLine> lines = SampleGenerator.brokenLines(12, END);

        assertThat(lines).hasSize(12).doesNotHaveDuplicates();
        for (BrokenLine line : lines) {
            assertThat(line.text()).doesNotContain("\n");
            if (line.reason().equals("event_time")) {
                assertThat(line.text()).containsPattern("2099-01-01|1970-01-01");
            } else {
                assertThatThrownBy(() -> json.read(line.text(), "social"))
                        .isInstanceOfSatisfying(
                                InvalidFeedbackException.class,
                                e -> assertThat(e.reason()).isEqualTo(line.reason()));
            }
        }
    }

    @Test
    void shouldSayWhatWasExpectedWhenSettingsAreWrong() {
        assertThatThrownBy(() -> recovered(1, "logistics.nothing", "浙江", END))
                .hasMessageContaining("logistics.nothing")
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> recovered(1, SampleSettings.DEFAULT_ISSUE, "Zhejiang", END))
                .hasMessageContaining("Zhejiang")
                .hasMessageContaining("浙江");
    }
}
