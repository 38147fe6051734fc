package io.tidewatch.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Dimensions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LevelsTogetherTest {
    private static final LevelShare MOSTLY_ZHEJIANG = new LevelShare("region", "浙江", 0.78, 0.11, 0.9);
    private static final LevelShare REGIONS_ALIKE = new LevelShare("region", "广东", 0.13, 0.11, 0.13);
    private static final LevelShare MOSTLY_KETTLES = new LevelShare("product", "kettle", 0.84, 0.2, 0.88);

    private List<LevelMember> members = List.of();
    private final Map<String, Alert> said = new LinkedHashMap<>();

    @Test
    void shouldTellARegionalOneByTheRegion() {
        // when
        take(nation(MOSTLY_ZHEJIANG), region("浙江", REGIONS_ALIKE), product("kettle", MOSTLY_ZHEJIANG));
        // then
        assertThat(leaders()).containsExactly("region 浙江");
        assertThat(said.get("region 浙江").level()).isEqualTo(level("region", "浙江"));
        assertThat(said.get("region 浙江").evidence().shares()).contains(MOSTLY_ZHEJIANG);
        assertThat(said.get("nation").partOf()).isEqualTo("region 浙江");
        assertThat(said.get("nation").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void shouldTellOneOfAProductByTheProduct() {
        // when
        take(
                nation(REGIONS_ALIKE, MOSTLY_KETTLES),
                region("浙江", MOSTLY_KETTLES),
                region("广东", MOSTLY_KETTLES),
                product("kettle", REGIONS_ALIKE));
        // then
        assertThat(leaders()).containsExactly("product kettle");
        assertThat(said.get("product kettle").level()).isEqualTo(level("product", "kettle"));
    }

    @Test
    void shouldTellANationwideOneByTheNation() {
        // when
        take(nation(REGIONS_ALIKE), region("浙江"), region("广东"), product("kettle", REGIONS_ALIKE));
        // then
        assertThat(leaders()).containsExactly("nation");
        assertThat(said.get("nation").level()).isEqualTo(Group.ALL);
    }

    @Test
    void shouldTellTwoRegionsWhileNothingTellsBoth() {
        // when
        take(region("浙江"), region("江苏"));
        List<String> before = leaders();
        take(nation(new LevelShare("region", "浙江", 0.46, 0.1, 0.49)));
        // then
        assertThat(before).containsExactly("region 江苏", "region 浙江");
        assertThat(leaders()).containsExactly("nation");
    }

    @Test
    void shouldTakeInWhatIsWithinAndSaysNothingElse() {
        // when
        take(
                nation(REGIONS_ALIKE, MOSTLY_KETTLES),
                region("浙江"),
                region("广东", new LevelShare("product", "lamp", 0.7, 0.1, 0.8)),
                region("江苏", new LevelShare("product", "lamp", 0.2, 0.18, 0.2)),
                product("kettle", REGIONS_ALIKE),
                product("lamp", REGIONS_ALIKE));
        // then
        assertThat(leaders()).containsExactly("product kettle", "product lamp", "region 江苏");
        assertThat(said.get("region 广东").partOf()).isEqualTo("product lamp");
        assertThat(said.get("region 浙江").partOf()).isEqualTo("product kettle");
    }

    @Test
    void shouldTakeInThoseOfWhomTheRegionIsNotKnown() {
        // given
        Alert zhejiang = region("浙江");
        Alert few = withCount(region(Dimensions.UNKNOWN), 60);
        // when
        take(few);
        take(zhejiang);
        // then
        assertThat(leaders()).containsExactly("region 浙江");
        assertThat(said.get("region unknown").partOf()).isEqualTo("region 浙江");
        assertThat(said.get("region unknown").level()).isNotEqualTo(level("region", Dimensions.UNKNOWN));
    }

    @Test
    void shouldTellThoseOfWhomTheRegionIsNotKnownWhenTheyAreMore() {
        // when
        take(region("浙江"), withCount(region(Dimensions.UNKNOWN), 300));
        // then
        assertThat(leaders()).containsExactly("region unknown", "region 浙江");
    }

    @Test
    void shouldExplainNothingByThoseOfWhomTheRegionIsNotKnown() {
        // when
        take(withCount(region(Dimensions.UNKNOWN), 300), product("kettle", REGIONS_ALIKE));
        // then
        assertThat(said.get("product kettle").partOf()).isNull();
    }

    @Test
    void shouldGoOnTellingWhatIsToldAlready() {
        // given
        take(nation(MOSTLY_ZHEJIANG));
        // when
        take(region("浙江"));
        // then
        assertThat(leaders()).containsExactly("nation");
        assertThat(said.get("nation").level()).isEqualTo(level("region", "浙江"));
        assertThat(said.get("region 浙江").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void shouldNeverHideWhatIsWorse() {
        // given
        take(nation(REGIONS_ALIKE));
        // when
        take(with(region("浙江"), Severity.CRITICAL), with(single("p1"), Severity.CRITICAL));
        // then
        assertThat(leaders()).containsExactly("nation", "region 浙江");
        assertThat(said.get("region 浙江").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(said.get("p1").partOf()).isEqualTo("region 浙江");
    }

    @Test
    void shouldTellWhatIsLeftWhenWhatToldItHasEnded() {
        // given
        take(region("浙江"), nation(MOSTLY_ZHEJIANG));
        // when
        List<Alert> alerts = take(ended(region("浙江")));
        // then
        assertThat(alerts).extracting(Alert::id).containsExactly("region 浙江", "nation");
        assertThat(said.get("nation")).satisfies(a -> {
            assertThat(a.severity()).isEqualTo(Severity.WARNING);
            assertThat(a.partOf()).isNull();
            assertThat(a.status()).isEqualTo(AlertStatus.AMENDED);
            assertThat(a.revision()).isEqualTo(2);
        });
        assertThat(take(amended(nation(MOSTLY_ZHEJIANG), 2)))
                .singleElement()
                .satisfies(a -> assertThat(a.revision()).isEqualTo(3));
    }

    @Test
    void shouldSayNothingOfWhatRecedesWithWhatToldIt() {
        // given
        take(region("浙江"), nation(MOSTLY_ZHEJIANG));
        Alert receding = amended(nation(MOSTLY_ZHEJIANG), 2).toBuilder()
                .peak(new Peak(0, 240))
                .build();
        take(receding);
        // when
        List<Alert> alerts = take(ended(region("浙江")));
        // then
        assertThat(alerts).extracting(Alert::id).containsExactly("region 浙江");
        assertThat(take(amended(receding, 3).toBuilder()
                        .value(receding.value().toBuilder().originals(200).build())
                        .build()))
                .extracting(Alert::id, Alert::partOf, Alert::severity)
                .containsExactly(tuple("nation", null, Severity.WARNING));
    }

    @Test
    void shouldSayNothingOfWhatNothingNewCameToWhenWhatToldItHasEnded() {
        // given
        long began = 1_000_000_000;
        Alert kettles = product("kettle", REGIONS_ALIKE).toBuilder()
                .windowMs(6 * 3_600_000L)
                .updatedAt(began)
                .build();
        take(region("浙江").toBuilder().updatedAt(began).build(), kettles, nation(MOSTLY_ZHEJIANG, MOSTLY_KETTLES));
        take(nation(REGIONS_ALIKE, MOSTLY_KETTLES).toBuilder()
                .severity(Severity.CRITICAL)
                .revision(2)
                .build());
        assertThat(said.get("product kettle").partOf()).isEqualTo("nation");
        // when
        Alert over = ended(nation(REGIONS_ALIKE)).toBuilder()
                .updatedAt(began + 2 * 3_600_000L)
                .build();
        take(over.toBuilder().revision(3).build());
        // then
        assertThat(leaders()).doesNotContain("product kettle");
        // when it rises again
        Alert risen = amended(kettles, 2).toBuilder()
                .updatedAt(began + 2 * 3_600_000L)
                .value(kettles.value().toBuilder().originals(200).build())
                .build();
        take(risen);
        // then
        assertThat(leaders()).contains("product kettle");
    }

    @Test
    void shouldSayNothingOfALongWindowThatRemembersWhatHasEnded() {
        // given
        Alert kettles = product("kettle", REGIONS_ALIKE).toBuilder()
                .windowMs(6 * 3_600_000L)
                .build();
        take(nation(REGIONS_ALIKE), kettles);
        // when
        take(ended(nation(REGIONS_ALIKE)).toBuilder().windowMs(600_000).build());
        take(amended(kettles, 2));
        // then
        assertThat(leaders()).isEmpty();
        assertThat(said.get("product kettle").severity()).isEqualTo(Severity.INFO);
        // when there are more
        take(amended(kettles, 3).toBuilder()
                .value(kettles.value().toBuilder().originals(200).build())
                .build());
        // then
        assertThat(leaders()).containsExactly("product kettle");
    }

    @Test
    void shouldNotTakeBackASeverityThatWasTold() {
        // given
        take(region("浙江"));
        // when
        take(nation(REGIONS_ALIKE));
        // then
        assertThat(leaders()).containsExactly("nation");
        assertThat(said.get("region 浙江")).satisfies(a -> {
            assertThat(a.partOf()).isEqualTo("nation");
            assertThat(a.severity()).isEqualTo(Severity.WARNING);
            assertThat(a.revision()).isEqualTo(2);
        });
    }

    @Test
    void shouldLeaveSingleMessagesWithWhatToldThem() {
        // given
        take(single("p1"));
        assertThat(said.get("p1").partOf()).isNull();
        take(nation(REGIONS_ALIKE), single("p2"));
        // when
        List<Alert> alerts = take(ended(nation(REGIONS_ALIKE)));
        // then
        assertThat(alerts).extracting(Alert::id).containsExactly("nation");
        assertThat(said.get("p1").partOf()).isEqualTo("nation");
        assertThat(said.get("p2").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void shouldDecideTheSameInWhateverOrderTheAlertsOfAnInstantCome() {
        // given
        List<Alert> alerts = new ArrayList<>(List.of(
                nation(REGIONS_ALIKE, MOSTLY_KETTLES),
                region("浙江", MOSTLY_KETTLES),
                product("kettle", REGIONS_ALIKE),
                single("p1")));
        LevelsTogether.Step forwards = LevelsTogether.take(List.of(), alerts);
        // when
        Collections.reverse(alerts);
        // then
        assertThat(LevelsTogether.take(List.of(), alerts)).isEqualTo(forwards);
    }

    @Test
    void shouldRememberNoMoreThanItMay() {
        // when
        for (int i = 0; i < LevelsTogether.MAX_MEMBERS + 10; i++) {
            take(region("r" + i));
        }
        // then
        assertThat(members).hasSize(LevelsTogether.MAX_MEMBERS);
        assertThat(said).hasSize(LevelsTogether.MAX_MEMBERS + 10);
    }

    private List<Alert> take(Alert... alerts) {
        LevelsTogether.Step step = LevelsTogether.take(members, List.of(alerts));
        members = step.members();
        step.alerts().forEach(a -> said.put(a.id(), a));
        return step.alerts();
    }

    /** Those that measure and that are told. */
    private List<String> leaders() {
        return members.stream()
                .filter(m -> m.partOf() == null && m.alert().kind().hasLevel())
                .map(LevelMember::id)
                .sorted()
                .toList();
    }

    private static Group level(String dimension, String value) {
        return new Group(List.of(dimension), List.of(value));
    }

    private static Alert nation(LevelShare... shares) {
        return alert("nation", AlertKind.SURGE, new Group(List.of("issue"), List.of("quality.broken")), shares);
    }

    private static Alert region(String region, LevelShare... shares) {
        return alert(
                "region " + region,
                AlertKind.SURGE,
                new Group(List.of("issue", "region"), List.of("quality.broken", region)),
                shares);
    }

    private static Alert product(String product, LevelShare... shares) {
        return alert(
                "product " + product,
                AlertKind.SURGE,
                new Group(List.of("issue", "product"), List.of("quality.broken", product)),
                shares);
    }

    private static Alert single(String id) {
        return alert(id, AlertKind.MATCH, new Group(List.of("issue"), List.of("quality.broken")));
    }

    private static Alert with(Alert a, Severity severity) {
        return a.toBuilder().severity(severity).build();
    }

    private static Alert withCount(Alert a, int originals) {
        return a.toBuilder()
                .value(a.value().toBuilder().originals(originals).build())
                .build();
    }

    private static Alert ended(Alert a) {
        return a.toBuilder().revision(2).status(AlertStatus.RESOLVED).build();
    }

    private static Alert amended(Alert a, int revision) {
        return a.toBuilder().revision(revision).status(AlertStatus.AMENDED).build();
    }

    private static Alert alert(String id, AlertKind kind, Group group, LevelShare... shares) {
        return Alert.builder(id, "f " + id, "quality.broken", "Rule", kind, Severity.WARNING, group)
                .value(AlertValue.builder().originals(140).expected(40.0).build())
                .evidence(Evidence.NONE.withShares(Arrays.asList(shares)))
                .build();
    }
}
