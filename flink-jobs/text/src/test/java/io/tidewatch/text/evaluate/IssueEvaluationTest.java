package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.MessageFixtures;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IssueEvaluationTest {
    @Test
    void shouldCoverEveryLeafWithAndWithoutItsWords() {
        // given
        List<LabelledMessage> messages = LabelledMessages.packaged();
        // when
        long with = messages.stream().filter(LabelledMessage::withKeyword).count();
        // then
        assertThat(messages).hasSizeGreaterThanOrEqualTo(400);
        assertThat(with).isBetween(messages.size() * 2L / 5, messages.size() * 3L / 5);
        for (Leaf leaf : TaxonomyFiles.packaged().leaves()) {
            assertThat(messages.stream()
                            .filter(m -> m.issues().equals(Set.of(leaf.id())))
                            .map(LabelledMessage::withKeyword)
                            .collect(Collectors.toSet()))
                    .as(leaf.id())
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void shouldReachTheTargetOnTheHalfWithKeywords() {
        // when
        IssueEvaluation evaluation = IssueEvaluation.of(MessageFixtures.ANALYZER);
        IssueFigures with = evaluation.withKeyword();
        // then
        assertThat(with.precision()).isGreaterThanOrEqualTo(0.85);
        assertThat(with.recall()).isGreaterThanOrEqualTo(0.85);
        assertThat(evaluation.toMarkdown()).contains("| without |").contains("| logistics |");
    }

    @Test
    void shouldCountMissesFalseClaimsAndAbstentions() {
        // given
        List<LabelledMessage> messages = List.of(
                new LabelledMessage(
                        "快递五天没动", Set.of("logistics.transit_delay", "service.rude"), LabelledMessage.Part.DEV, true),
                new LabelledMessage("质量太差", Set.of(), LabelledMessage.Part.DEV, true),
                new LabelledMessage("太失望了", Set.of("app.slow"), LabelledMessage.Part.DEV, false));
        // when
        IssueEvaluation evaluation = IssueEvaluation.of(MessageFixtures.ANALYZER, messages);
        // then
        assertThat(evaluation.withKeyword()).isEqualTo(new IssueFigures(2, 1, 1, 1));
        assertThat(evaluation.withoutKeyword()).isEqualTo(new IssueFigures(1, 0, 0, 1));
    }
}
