package io.tidewatch.level;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private static final Group ZHEJIANG = new Group(List.of("region"), List.of("浙江"));

    /** A value that is always most of it is where it happens when the others stay as they are, and not when they rise alike. */
    @Test
    void shouldNameAValueThatIsAlwaysMostOfItOnlyWhileTheOthersAreAsUsual() {
        assertThat(Levels.of(nationwide(52, 4.1, new LevelShare("region", "浙江", 0.97, 0.91, 0.94)), null))
                .isEqualTo(ZHEJIANG);
        assertThat(Levels.of(nationwide(520, 41, new LevelShare("region", "浙江", 0.91, 0.91, 0.9)), null))
                .isEqualTo(Group.ALL);
    }

    @Test
    void shouldBeWhereTheExcessIs() {
        assertThat(Levels.of(nationwide(140, 40, new LevelShare("region", "浙江", 0.78, 0.11, 0.9)), null))
                .isEqualTo(ZHEJIANG);
    }

    @Test
    void shouldBeEverywhereWhereNoValueMakesMostOfTheExcess() {
        assertThat(Levels.of(
                        nationwide(
                                140,
                                40,
                                new LevelShare("region", "广东", 0.13, 0.11, 0.13),
                                new LevelShare("product", "kettle", 0.9, 0.85, 0.9)),
                        null))
                .isEqualTo(Group.ALL);
    }

    @Test
    void shouldBeEverywhereWhereTwoShareTheExcess() {
        assertThat(Levels.of(nationwide(140, 40, new LevelShare("region", "浙江", 0.46, 0.1, 0.49)), null))
                .isEqualTo(Group.ALL);
    }

    @Test
    void shouldNotBeKnownWhileTooFewSaySo() {
        assertThat(Levels.of(nationwide(6, 0.1, new LevelShare("region", "浙江", 0.5, 0.1, 0.39)), null))
                .isNull();
        assertThat(Levels.of(nationwide(140, 40), null)).isNull();
    }

    @Test
    void shouldStayWhileItIsNearlyAsTrue() {
        Alert a = nationwide(140, 40, new LevelShare("region", "浙江", 0.5, 0.11, 0.55));

        assertThat(Levels.of(a, ZHEJIANG)).isEqualTo(ZHEJIANG);
        assertThat(Levels.of(nationwide(140, 40, new LevelShare("region", "浙江", 0.78, 0.7, 0.75)), ZHEJIANG))
                .isEqualTo(ZHEJIANG);
        assertThat(Levels.of(a, null)).isEqualTo(Group.ALL);
    }

    @Test
    void shouldNotChangeByWhatMayBeChance() {
        Alert few = nationwide(13, 0.1, new LevelShare("product", "kettle", 0.76, 0.5, 0.76));
        Alert many = nationwide(130, 1, new LevelShare("product", "kettle", 0.76, 0.5, 0.76));

        assertThat(Levels.of(few, null)).isNotEqualTo(Group.ALL);
        assertThat(Levels.of(few, Group.ALL)).isEqualTo(Group.ALL);
        assertThat(Levels.of(many, Group.ALL)).isNotEqualTo(Group.ALL);
    }

    @Test
    void shouldNameItsGroupAndWhatIsFoundInIt() {
        Alert a = alert(new Group(List.of("issue", "region"), List.of("quality.broken", "浙江")), 100).toBuilder()
                .evidence(Evidence.NONE.withShares(List.of(new LevelShare("product", "kettle", 0.84, 0.2, 0.8))))
                .build();

        assertThat(Levels.of(a, null)).isEqualTo(new Group(List.of("product", "region"), List.of("kettle", "浙江")));
    }

    private static Alert nationwide(long originals, double expected, LevelShare... shares) {
        return alert(new Group(List.of("issue"), List.of("quality.broken")), originals).toBuilder()
                .value(AlertValue.builder()
                        .originals(originals)
                        .expected(expected)
                        .build())
                .evidence(Evidence.NONE.withShares(List.of(shares)))
                .build();
    }

    private static Alert alert(Group group, long originals) {
        return Alert.builder("a", "f", "quality.broken", "Rule", AlertKind.SURGE, Severity.WARNING, group)
                .value(AlertValue.builder().originals(originals).build())
                .build();
    }
}
