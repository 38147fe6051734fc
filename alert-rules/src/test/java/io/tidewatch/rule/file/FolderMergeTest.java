package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderMergeTest {
    private static final Map<String, String> FOLDER = Map.of("a.yaml", "a1", "b.yaml", "b1");

    @Test
    void shouldTakeWhatWasSavedAndLeaveTheRestAsItIsLive() {
        // given
        RuleBundle live = live(Map.of("a.yaml", "a1", "b.yaml", "b1"), FOLDER);
        // when
        FolderMerge merge = FolderMerge.of(live, Map.of("a.yaml", "a2", "c.yaml", "c1"));
        // then
        assertThat(merge.rules()).isEqualTo(Map.of("a.yaml", "a2", "c.yaml", "c1"));
        assertThat(merge.lines()).isEmpty();
    }

    @Test
    void shouldKeepWhatWasAppliedWhenNoFileOfRulesWasSaved() {
        // given
        RuleBundle live = live(Map.of("mine.yaml", "m1", "a.yaml", "a1"), FOLDER);
        // when
        FolderMerge merge = FolderMerge.of(live, FOLDER);
        // then
        assertThat(merge.rules()).isEqualTo(Map.of("mine.yaml", "m1", "a.yaml", "a1"));
        assertThat(merge.lines())
                .containsExactly(
                        "live as applied, not as in the folder: mine.yaml",
                        "in the folder, but not live since others were applied: b.yaml");
    }

    @Test
    void shouldKeepAnEarlierRevisionUntilTheFileOfThatNameIsSaved() {
        // given
        RuleBundle live = live(Map.of("a.yaml", "a0", "b.yaml", "b0"), FOLDER);
        // when
        FolderMerge merge = FolderMerge.of(live, Map.of("a.yaml", "a2", "b.yaml", "b1"));
        // then
        assertThat(merge.rules()).isEqualTo(Map.of("a.yaml", "a2", "b.yaml", "b0"));
        assertThat(merge.lines())
                .containsExactly(
                        "saved in the folder, so no longer as applied: a.yaml",
                        "live as applied, not as in the folder: b.yaml");
    }

    @Test
    void shouldNotTakeAwayWhatWasAppliedWhenTheFolderLosesAFileOfThatName() {
        // given
        RuleBundle live = live(Map.of("a.yaml", "mine", "b.yaml", "b1"), FOLDER);
        // when
        FolderMerge merge = FolderMerge.of(live, Map.of("c.yaml", "c1"));
        // then
        assertThat(merge.rules()).isEqualTo(Map.of("a.yaml", "mine", "c.yaml", "c1"));
    }

    @Test
    void shouldSayNothingWhenTheFolderGetsWhatWasApplied() {
        // given
        RuleBundle live = live(Map.of("mine.yaml", "m1", "a.yaml", "a1", "b.yaml", "b1"), FOLDER);
        // when
        FolderMerge merge = FolderMerge.of(live, Map.of("mine.yaml", "m1", "a.yaml", "a1", "b.yaml", "b1"));
        // then
        assertThat(merge.lines()).isEmpty();
    }

    @Test
    void shouldTakeTheFolderAsAWholeAfterAVersionThatDidNotNoteIt() {
        // given
        RuleBundle live = live(Map.of("mine.yaml", "m1"), Map.of());
        // when / then
        assertThat(FolderMerge.of(live, FOLDER).rules()).isEqualTo(FOLDER);
    }

    @Test
    void shouldNameTheOriginOfEachPartInTheManifest() {
        // given
        RuleBundle live = live(Map.of("mine.yaml", "m1", "a.yaml", "a1"), FOLDER);
        String json = live.manifest().json();
        // when
        RuleManifest read = RuleManifest.read(json);
        // then
        assertThat(read).isEqualTo(live.manifest());
        assertThat(json)
                .contains("\"" + hash("a.yaml", "a1") + "\":\"folder\"")
                .contains("\"" + hash("mine.yaml", "m1") + "\":\"applied\"");
        assertThat(live.isFromFolder("a.yaml")).isTrue();
        assertThat(live.isFromFolder("mine.yaml")).isFalse();
        assertThat(live.differingFromFolder()).containsExactly("b.yaml", "mine.yaml");
    }

    private static String hash(String name, String text) {
        return new RulePart(RulePart.RULES, name, text).hash();
    }

    private static RuleBundle live(Map<String, String> rules, Map<String, String> folder) {
        List<RulePart> parts = RulePart.of(RulePart.RULES, rules);
        Map<String, String> topic = new HashMap<>();
        parts.forEach(p -> topic.put(p.key(), p.json()));
        Map<String, String> seen = FolderMerge.seen(RulePart.of(RulePart.RULES, folder));
        return RuleBundle.assemble(RuleManifest.of(2, parts, "li.wei", "", 0, seen), topic::get);
    }
}
