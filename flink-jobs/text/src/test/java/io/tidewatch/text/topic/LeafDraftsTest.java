package io.tidewatch.text.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeafDraftsTest {
    private final List<FoundTopic> topics = topics();
    private final List<LeafDraft> drafts = new LeafDrafts(Map.of()).of(topics);

    @Test
    void shouldDraftLeavesThatFindTheirOwnExamples() {
        for (LeafDraft draft : drafts) {
            assertThat(draft.examples()).as(draft.id()).hasSize(LeafDrafts.EXAMPLES);
            assertThat(LeafDrafts.problems(TaxonomyFiles.packaged(), with(draft), draft))
                    .as(draft.id())
                    .isEmpty();
        }
    }

    @Test
    void shouldNameThemInLatinLetters() {
        assertThat(drafts)
                .extracting(LeafDraft::id)
                .containsExactly("found.chong_dian_zhuang_you", "found.seat_upgrade");
        assertThat(drafts).extracting(d -> d.name().en()).contains("Topic: seat upgrade");
    }

    @Test
    void shouldShowMaskedExamplesOnly() {
        assertThat(drafts.toString() + LeafDrafts.examples(topics.get(0), drafts.get(0)))
                .contains("[手机号]")
                .doesNotContain("13812345678");
    }

    @Test
    void shouldSayWhenAnExampleIsNotFoundOrThatOfAnotherLeafIsLost() {
        LeafDraft draft = drafts.get(0);
        LeafDraft wrong = new LeafDraft(
                draft.id(),
                draft.name(),
                draft.owner(),
                draft.fallback(),
                true,
                List.of("快递五天没动", "(快递|包裹)…没动"),
                List.of(),
                List.of("今天天气不错", "充电桩满了"),
                List.of("快递五天没动", "谢谢"));

        List<String> problems = LeafDrafts.problems(TaxonomyFiles.packaged(), with(wrong), wrong);

        assertThat(problems)
                .anyMatch(p -> p.contains("'今天天气不错' is not found on " + draft.id()))
                .anyMatch(p -> p.contains("counter_examples: '快递五天没动' is found"));
    }

    private static Taxonomy with(LeafDraft draft) {
        Map<String, String> files = new TreeMap<>(TaxonomyFiles.packagedFiles());
        files.put("accepted.yaml", draft.file());
        Problems problems = new Problems();
        Taxonomy read = TaxonomyFiles.read(files, problems);
        assertThat(problems.list()).noneMatch(p -> !p.warning());
        return read;
    }

    private static List<FoundTopic> topics() {
        TopicFinder finder = new TopicFinder();
        new ArrayList<>(Complaints.all()).forEach(finder::take);
        return finder.find(5, ZoneId.of("Asia/Shanghai"), List.of());
    }
}
