package io.tidewatch.alert.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Trend;
import io.tidewatch.surge.ExpectedBand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsualTest {
    private static final AlertValue NEVER_BEFORE = AlertValue.builder()
            .originals(6)
            .expected(0.02)
            .ratio(300.0)
            .silentDays(49)
            .trend(Trend.RISING)
            .build();

    @Test
    void shouldSayThatItWasNeverSeenBeforeAndGrows() {
        Usual usual = Usual.of(NEVER_BEFORE);

        assertThat(usual.inWords())
                .isEqualTo(new Bilingual("首次出现，正在增长，此前7周没有", "never seen before and growing, none in 7 weeks before"));
        assertThat(usual.figures()).isEqualTo(usual.inWords());
        assertThat(usual.title()).isEqualTo(new Bilingual("(首次出现)", "(never seen before)"));
        assertThat(usual.brief()).isEqualTo(new Bilingual("首次出现", "never seen before"));
        assertThat(usual.alone()).isEqualTo(new Bilingual("此前7周没有", "none in 7 weeks before"));
        assertThat(usual.insteadOfMultiple()).isEqualTo(usual.brief());
    }

    @Test
    void shouldNotSayThatItGrowsWhenItDoesNot() {
        Usual usual = Usual.of(NEVER_BEFORE.toBuilder()
                .trend(Trend.FALLING)
                .doublingMinutes(9.0)
                .build());

        assertThat(usual.inWords().zh()).isEqualTo("首次出现，此前7周没有");
    }

    @Test
    void shouldCountDaysOfTheFirstTwoWeeks() {
        assertThat(Usual.of(NEVER_BEFORE.toBuilder().silentDays(13).build()).alone())
                .isEqualTo(new Bilingual("此前13天没有", "none in 13 days before"));
    }

    @Test
    void shouldSayThatThereAreHardlyAnyWhenThereWereSome() {
        Usual usual = Usual.of(NEVER_BEFORE.toBuilder().silentDays(null).build());

        assertThat(usual.inWords().zh()).isEqualTo("平时几乎没有");
        assertThat(usual.title().en()).isEqualTo("(hardly any usually)");
    }

    @Test
    void shouldSayWhatIsUsualAsARange() {
        Usual usual = Usual.of(counted(120, new ExpectedBand(9, 20)));

        assertThat(usual.figures()).isEqualTo(new Bilingual("预期 14.2（9–20），8.5 倍", "expected 14.2 (9–20), 8.5×"));
        assertThat(usual.brief()).isEqualTo(new Bilingual("预期14（9–20） · ×8.5", "14 (9–20) expected · ×8.5"));
        assertThat(usual.alone()).isEqualTo(new Bilingual("平时9–20条", "usually 9–20"));
        assertThat(usual.title()).isEqualTo(new Bilingual("(预期14) ×8.5", "(expected 14) ×8.5"));
    }

    @Test
    void shouldSayANumberWhereTheRangeIsOneOrNotKnown() {
        for (ExpectedBand none : new ExpectedBand[] {null, new ExpectedBand(14, 14)}) {
            Usual usual = Usual.of(counted(120, none));

            assertThat(usual.brief()).isEqualTo(new Bilingual("预期14 · ×8.5", "14 expected · ×8.5"));
            assertThat(usual.alone()).isEqualTo(new Bilingual("平时约14条", "usually about 14"));
        }
    }

    @Test
    void shouldNotCallACountLowThatIsWithinTheRange() {
        assertThat(Usual.of(counted(9, new ExpectedBand(9, 20))).inWords())
                .isEqualTo(new Bilingual("与平时相当", "about the usual"));
        assertThat(Usual.of(counted(8, new ExpectedBand(9, 20))).inWords())
                .isEqualTo(new Bilingual("低于平时（9–20条）", "below the usual 9–20"));
    }

    private static AlertValue counted(long n, @Nullable ExpectedBand band) {
        return AlertValue.builder()
                .originals(n)
                .expected(14.2)
                .band(band)
                .ratio(n / 14.2)
                .build();
    }
}
