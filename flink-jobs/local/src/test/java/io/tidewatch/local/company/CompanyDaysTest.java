package io.tidewatch.local.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.wire.AnnotatedJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyDaysTest {
    /** Monday 2026-03-02T00:00+08:00. */
    private static final long START = 1_772_380_800_000L;

    @Test
    void shouldWriteTheSameWhenTheSeedIsTheSame() {
        String once = written(new CompanyDays(settings(3, 120)));

        assertThat(written(new CompanyDays(settings(3, 120)))).isEqualTo(once);
        assertThat(written(new CompanyDays(settings(4, 120)))).isNotEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 2_000})
    void shouldWriteAboutAsMuchAsItsVolumeInOrderOfTime(int volume) {
        List<AnnotatedFeedback> all = new ArrayList<>();
        CompanyDays days = new CompanyDays(settings(5, volume));

        long total = days.play(all::add);

        int planted = days.crises().stream().mapToInt(Crisis::messages).sum();
        long copies = all.size()
                - all.stream().map(AnnotatedFeedback::contentHash).distinct().count();
        assertThat(total).isEqualTo(all.size());
        assertThat((all.size() - planted - copies) / 42.0).isBetween(volume * .75, volume * 1.3);
        assertThat(all).extracting(m -> m.feedback().eventTime()).isSorted();
        assertThat(all).extracting(m -> m.feedback().id()).doesNotHaveDuplicates();
        long complaints = all.stream().filter(CompanyDaysTest::complains).count();
        assertThat(complaints - planted - copies).isBetween(all.size() / 4L, all.size() * 55L / 100);
    }

    @Test
    void shouldNotKnowAnIssueBeforeItsCrisisWhenItWasNeverSeen() {
        Set<CrisisLeaf> looked = new HashSet<>();
        for (long seed = 1; seed <= 5; seed++) {
            List<AnnotatedFeedback> all = new ArrayList<>();
            CompanyDays days = new CompanyDays(settings(seed, 150));
            days.play(all::add);

            for (Crisis c : days.crises()) {
                looked.add(c.leaf());
                long before = all.stream()
                        .filter(m -> m.feedback().eventTime() < c.onset())
                        .filter(m -> issues(m).contains(c.issue()))
                        .count();
                if (c.leaf() == CrisisLeaf.NEVER_SEEN || c.leaf() == CrisisLeaf.NEVER_SEEN_P1) {
                    assertThat(before).as("seed %d: %s", seed, c.issue()).isZero();
                } else {
                    assertThat(before).as("seed %d: %s", seed, c.issue()).isPositive();
                }
            }
        }
        assertThat(looked).containsExactlyInAnyOrder(CrisisLeaf.values());
    }

    @Test
    void shouldPlantCrisesThatGrowAsTheirShapeSaysOnIssuesOfTheirOwn() {
        for (long seed = 1; seed <= 20; seed++) {
            CompanySettings settings = settings(seed, 800);
            List<Crisis> crises = new CompanyDays(settings).crises();

            assertThat(crises).hasSize(6);
            assertThat(crises).extracting(Crisis::issue).doesNotHaveDuplicates();
            for (Crisis c : crises) {
                assertThat(c.onset()).isGreaterThanOrEqualTo(START + 21 * CompanySettings.DAY_MS);
                assertThat(c.end()).isLessThan(settings.end() - 7 * CompanySettings.DAY_MS);
                assertThat(c.messagesUntil(c.end())).isEqualTo(c.messages());
                long lasts = c.end() - c.onset();
                if (c.shape() == CrisisShape.BURST) {
                    assertThat(c.messages()).isGreaterThanOrEqualTo(25);
                    assertThat(lasts).isLessThan(3 * 3_600_000L);
                } else {
                    // the second half has most of it
                    assertThat(c.messagesUntil(c.onset() + lasts / 2))
                            .as("seed %d: %s", seed, c.shape())
                            .isLessThan(c.messages() / 2);
                }
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithSettings() {
        assertThatThrownBy(() -> settings(1, 49)).hasMessage("volumes: 49, expected 50 to 200000");
        assertThatThrownBy(() -> new CompanySettings(1, 50, 31, 21, 6, START, TaxonomyFiles.packaged()))
                .hasMessage("days: 31, expected at least 32, which are 21 of learning, 4 for crises and 7 quiet ones");
    }

    private static CompanySettings settings(long seed, int volume) {
        return new CompanySettings(seed, volume, 42, 21, 6, START, TaxonomyFiles.packaged());
    }

    private static boolean complains(AnnotatedFeedback m) {
        return m.opinions().stream().anyMatch(m::isComplaint);
    }

    private static Set<String> issues(AnnotatedFeedback m) {
        return m.opinions().stream().map(Opinion::issue).collect(Collectors.toSet());
    }

    private static String written(CompanyDays days) {
        StringBuilder b = new StringBuilder();
        days.play(m -> b.append(AnnotatedJson.write(m)).append('\n'));
        return b.toString();
    }
}
