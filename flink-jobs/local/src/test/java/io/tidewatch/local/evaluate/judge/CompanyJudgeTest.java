package io.tidewatch.local.evaluate.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Severity;
import io.tidewatch.local.company.CompanySettings;
import io.tidewatch.local.company.ComplaintBins;
import io.tidewatch.local.company.Crisis;
import io.tidewatch.local.company.CrisisLeaf;
import io.tidewatch.local.company.CrisisScope;
import io.tidewatch.local.company.CrisisShape;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompanyJudgeTest {
    private static final long START = 1_772_380_800_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long ONSET = START + 10 * DAY;
    private static final String DEFECT = "quality.defect";
    private static final CompanySettings SETTINGS =
            new CompanySettings(1, 100, 20, 9, 1, START, TaxonomyFiles.packaged());

    private final List<Alert> revisions = new ArrayList<>();
    private final ComplaintBins complaints = new ComplaintBins(START, 20 * 288);

    @Test
    void shouldCountWhatIsToldAndEachPageOfACrisis() {
        Crisis crisis = crisis(CrisisScope.NATIONWIDE, null, CrisisShape.DOUBLING_4H);
        Alert told = alert("a", AlertKind.SURGE, DEFECT, byIssue(DEFECT), ONSET + 61 * MINUTE);
        revisions.add(told);
        revisions.add(told.toBuilder()
                .revision(2)
                .status(AlertStatus.AMENDED)
                .severity(Severity.CRITICAL)
                .updatedAt(ONSET + 90 * MINUTE)
                .build());
        revisions.add(ended(told, 3, Severity.CRITICAL, ONSET + 4 * HOUR));

        CompanyResult result = judge(crisis);

        CrisisOutcome outcome = result.crises().get(0);
        // messages at 0, 10, … 60 minutes are seven
        assertThat(outcome.told()).isEqualTo(new CrisisOutcome.Told("Rule", 61 * MINUTE, 7, true));
        assertThat(outcome.pages()).isEqualTo(2);
        assertThat(outcome.singlePages()).isZero();
        assertThat(outcome.level()).isTrue();
        assertThat(outcome.bySingle()).isFalse();
        assertThat(result.falsePages()).isZero();
        // 14 days from the last third of learning on, without the hour before, 190 minutes and the day after
        assertThat(result.quietWeeks()).isCloseTo((14 * 24 - 1 - 190 / 60.0 - 24) / 168, within(1e-9));
    }

    @Test
    void shouldTellOfTheFifteenthMessageInTimeAndNotOfTheSixteenth() {
        Crisis crisis = crisis(CrisisScope.NATIONWIDE, null, CrisisShape.DOUBLING_4H);

        assertThat(inTime(crisis, 149)).isTrue();
        assertThat(inTime(crisis, 150)).isFalse();
    }

    @Test
    void shouldTellOfABurstInTimeWithinHalfAnHourHoweverMuchItHas() {
        Crisis crisis = new Crisis(
                0,
                DEFECT,
                CrisisLeaf.KNOWN,
                CrisisScope.NATIONWIDE,
                null,
                CrisisShape.BURST,
                ONSET,
                ONSET + 2 * HOUR,
                LongStream.range(0, 120).map(i -> ONSET + i * MINUTE).toArray());

        assertThat(inTime(crisis, 30)).isTrue();
        assertThat(inTime(crisis, 31)).isFalse();
    }

    @Test
    void shouldKeepApartWhatSingleMessagesCause() {
        Crisis crisis = crisis(CrisisScope.NATIONWIDE, null, CrisisShape.DOUBLING_4H);
        revisions.add(alert("a", AlertKind.MATCH, DEFECT, byIssue(DEFECT), ONSET + MINUTE));

        CrisisOutcome outcome = judge(crisis).crises().get(0);

        assertThat(outcome.told()).isNull();
        assertThat(outcome.bySingle()).isTrue();
        assertThat(outcome.pages()).isEqualTo(outcome.singlePages()).isEqualTo(1);
    }

    @Test
    void shouldCountPagesAsFalseInQuietTimeOnly() {
        Crisis crisis = crisis(CrisisScope.NATIONWIDE, null, CrisisShape.DOUBLING_4H);
        brief("learning", AlertKind.DRIFT, "app.slow", START + 5 * DAY);
        brief("drift", AlertKind.DRIFT, "app.slow", START + 8 * DAY);
        brief("single", AlertKind.MATCH, "security.scam", START + 7 * DAY);
        brief("just before", AlertKind.SURGE, "price.trick", ONSET - 30 * MINUTE);
        brief("just after", AlertKind.SURGE, "store.staff", ONSET + 20 * HOUR);
        revisions.add(
                alert("info", AlertKind.SURGE, "food.labelling", byIssue("food.labelling"), START + 8 * DAY).toBuilder()
                        .severity(Severity.INFO)
                        .build());

        CompanyResult result = judge(crisis);

        assertThat(result.falsePages()).isEqualTo(2);
        assertThat(result.singlePages()).isEqualTo(1);
        assertThat(result.pagesByRule()).containsExactly(Map.entry("Rule", 2));
        assertThat(result.crises().get(0).pages()).isZero();
        assertThat(result.crises().get(0).told()).isNull();
    }

    @Test
    void shouldTakeARuleOverTheWholeCategoryForTheCrisisAndOneByChannelNot() {
        Crisis crisis = crisis(CrisisScope.REGION, "浙江", CrisisShape.DOUBLING_4H);
        Group channel = new Group(List.of("channel"), List.of("im"));
        revisions.add(alert("c", AlertKind.SURGE, "rule:ByChannel", channel, ONSET + MINUTE));
        Group category = new Group(List.of("category", "region"), List.of("quality", "浙江"));
        revisions.add(alert("b", AlertKind.SURGE, "rule:ByCategory", category, ONSET + 25 * MINUTE));

        CrisisOutcome outcome = judge(crisis).crises().get(0);

        assertThat(outcome.told()).isEqualTo(new CrisisOutcome.Told("Rule", 25 * MINUTE, 3, true));
        assertThat(outcome.level()).isTrue();
        assertThat(outcome.pages()).isEqualTo(1);
    }

    @Test
    void shouldReadTheLevelInTheStrongestOverRepresentedValue() {
        Crisis crisis = crisis(CrisisScope.COURIER, "中通", CrisisShape.DOUBLING_4H);
        Lift courier = new Lift("courier", "中通", 6, null);
        Lift city = new Lift("city", "杭州", 4, null);
        Alert told = alert("a", AlertKind.SURGE, DEFECT, byIssue(DEFECT), ONSET + MINUTE);

        assertThat(NamedLevel.isRight(with(told, courier, city), crisis)).isTrue();
        assertThat(NamedLevel.isRight(with(told, new Lift("courier", "中通", 3, null), city), crisis))
                .isFalse();
        assertThat(NamedLevel.isRight(told, crisis)).isFalse();
    }

    @Test
    void shouldSetTheFixedThresholdWhereItRingsFalselyOnceAWeek() {
        Crisis crisis = crisis(CrisisScope.NATIONWIDE, null, CrisisShape.DOUBLING_4H);
        // 1.8 quiet weeks: one hour may have four; three of seven would be two alarms at five
        add(START + 7 * DAY, 4);
        add(START + 8 * DAY, 7);
        add(START + 9 * DAY, 7);
        for (long t : crisis.times()) {
            add(t, 1);
        }

        CompanyResult result = judge(crisis);

        // 3, 4, 5, 6 and 7 ring twice or more, 8 never, and the crisis has six an hour
        assertThat(result.rivals()).containsEntry(CompanyJudge.FIXED, 0);
        assertThat(result.crises().get(0).rivals()).doesNotContainKey(CompanyJudge.FIXED);
    }

    @Test
    void shouldTellByTheFixedThresholdAtTheEndOfTheBinThatReachesIt() {
        Crisis crisis = crisis(CrisisScope.NATIONWIDE, null, CrisisShape.DOUBLING_4H);
        add(START + 7 * DAY, 4);
        for (long t : crisis.times()) {
            add(t, 1);
        }

        CompanyResult result = judge(crisis);

        assertThat(result.rivals()).containsEntry(CompanyJudge.FIXED, 1);
        assertThat(result.crises().get(0).rivals())
                .containsEntry(CompanyJudge.FIXED, new CrisisOutcome.Told(CompanyJudge.FIXED, 25 * MINUTE, 3, true));
    }

    private void add(long at, int n) {
        complaints.add(DEFECT, "浙江", at, n);
    }

    private boolean inTime(Crisis crisis, int minutes) {
        revisions.clear();
        revisions.add(alert("a", AlertKind.SURGE, DEFECT, byIssue(DEFECT), ONSET + minutes * MINUTE));
        return judge(crisis).crises().get(0).inTime();
    }

    private CompanyResult judge(Crisis crisis) {
        return new CompanyJudge(
                        SETTINGS,
                        List.of(crisis),
                        revisions,
                        NotifyFile.readOrThrow("notify.yaml", NotifyFile.packagedText()))
                .judge(complaints, "rules", 1);
    }

    /** Twenty messages, one every ten minutes. */
    private static Crisis crisis(CrisisScope scope, String value, CrisisShape shape) {
        long[] times = LongStream.range(0, 20).map(i -> ONSET + i * 10 * MINUTE).toArray();
        return new Crisis(0, DEFECT, CrisisLeaf.KNOWN, scope, value, shape, ONSET, times[19], times);
    }

    private static Group byIssue(String issue) {
        return new Group(List.of("issue"), List.of(issue));
    }

    private void brief(String id, AlertKind kind, String issue, long at) {
        Alert a = alert(id, kind, issue, byIssue(issue), at);
        revisions.add(a);
        revisions.add(ended(a, 2, Severity.WARNING, at + 10 * MINUTE));
    }

    private static Alert alert(String id, AlertKind kind, String incident, Group group, long firedAt) {
        return Alert.builder(id, id, incident, "Rule", kind, Severity.WARNING, group)
                .owner("quality-oncall")
                .startsAt(firedAt)
                .firedAt(firedAt)
                .updatedAt(firedAt)
                .build();
    }

    private static Alert ended(Alert a, int revision, Severity severity, long at) {
        return a.toBuilder()
                .revision(revision)
                .severity(severity)
                .status(AlertStatus.RESOLVED)
                .updatedAt(at)
                .resolvedAt(at)
                .build();
    }

    private static Alert with(Alert a, Lift... lifts) {
        return a.toBuilder()
                .evidence(new Evidence(null, List.of(), List.of(), List.of(lifts)))
                .build();
    }
}
