package io.tidewatch.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaxonomyCheckTest {
    private static final Set<String> OWNERS = Set.of("store-oncall", "duty-manager");

    @Test
    void shouldNameALeafWhoseOwnerNobodyIs() {
        assertThat(problems(Map.of("own.yaml", leaf("parking.full", "store-onkall", "车位满了")), OWNERS))
                .containsExactly("own.yaml:12:10: leaves[0].owner: owner 'store-onkall' of leaf parking.full is not in"
                        + " notify.yaml, did you mean 'store-oncall'?");
        assertThat(problems(Map.of("own.yaml", leaf("parking.full", "li.wei", "车位满了")), OWNERS))
                .containsExactly("own.yaml:12:10: leaves[0].owner: owner 'li.wei' of leaf parking.full is not in"
                        + " notify.yaml, expected one of duty-manager, store-oncall");
    }

    @Test
    void shouldAskForNoOwnerWhereNobodyIsKnown() {
        Map<String, String> files = Map.of("own.yaml", leaf("parking.full", "li.wei", "车位满了"));

        assertThat(problems(files, null)).isEmpty();
        assertThat(problems(files, Set.of())).isEmpty();
        assertThat(problems(files, Set.of("li.wei"))).isEmpty();
    }

    @Test
    void shouldSayWhichLeafWinsAKeywordThatTwoClaim() {
        // given
        Map<String, String> files = new TreeMap<>(TaxonomyFiles.packagedFiles());

        // when
        files.put("own.yaml", leaf("parking.full", "store-oncall", "车位满了, 智商税"));
        List<String> first = problems(files, null);
        files.remove("own.yaml");
        files.put("zz.yaml", leaf("parking.full", "store-oncall", "车位满了, 智商税"));
        List<String> last = problems(files, null);

        // then
        assertThat(first)
                .hasSize(2)
                .anySatisfy(w -> assertThat(w)
                        .matches("own\\.yaml:16:20: leaves\\[0]\\.keywords\\[1]: warning: keyword '智商税' of leaf"
                                + " parking\\.full is also claimed by quality\\.no_effect at zh-retail\\.yaml:\\d+:"
                                + " quality\\.no_effect wins, it comes last"));
        assertThat(last)
                .hasSize(2)
                .anySatisfy(w -> assertThat(w)
                        .startsWith("zz.yaml:16:20: ")
                        .contains("quality.no_effect at")
                        .endsWith(": parking.full wins, it comes last"));
    }

    @Test
    void shouldSayThatAWholeWordWinsOverAPhraseWithAGap() {
        // given
        Map<String, String> files = new TreeMap<>(TaxonomyFiles.packagedFiles());

        // when
        files.put("zz.yaml", leaf("parking.full", "store-oncall", "车位满了, '(拉链|拉锁)坏', 拉链裂"));

        // then
        assertThat(problems(files, null))
                .hasSize(2)
                .allSatisfy(w -> assertThat(w)
                        .contains("also claimed by quality.defect at zh-retail.yaml:")
                        .endsWith(": parking.full wins, it has it without a gap"))
                .anySatisfy(w -> assertThat(w).contains("keywords[1]: warning: keyword '拉链坏' of leaf parking.full is"));
    }

    @Test
    void shouldTellOneOfTwoLeavesOfOnesOwn() {
        assertThat(problems(
                        Map.of(
                                "a.yaml", leaf("parking.full", "store-oncall", "'(车位|停车位)满'"),
                                "b.yaml", leaf("parking.none", "store-oncall", "车位满, 停车位满, '没有…车位'"),
                                "c.yaml", leaf("parking.far", "store-oncall", "'没有…车位'")),
                        null))
                .containsExactly(
                        "b.yaml:16:14: leaves[0].keywords[0]: warning: keyword '车位满' of leaf parking.none is also"
                                + " claimed by parking.full at a.yaml:6: parking.none wins, it comes last",
                        "b.yaml:16:19: leaves[0].keywords[1]: warning: keyword '停车位满' of leaf parking.none is also"
                                + " claimed by parking.full at a.yaml:6: parking.none wins, it comes last",
                        "c.yaml:16:14: leaves[0].keywords[0]: warning: keyword '没有…车位' of leaf parking.far is also"
                                + " claimed by parking.none at b.yaml:6: parking.far wins, it comes last");
    }

    @Test
    void shouldSayNothingOfDeliveredLeaves() {
        assertThat(problems(TaxonomyFiles.packagedFiles(), null)).isEmpty();
    }

    private static List<String> problems(Map<String, String> files, @Nullable Set<String> owners) {
        Problems problems = new Problems();
        TaxonomyCheck.readWithClaims(files, owners, problems);
        return problems.list().stream()
                .filter(p -> !p.isNotApplied())
                .map(Problem::toString)
                .toList();
    }

    private static String leaf(String id, String owner, String keywords) {
        return """
                apiVersion: tidewatch/v1
                categories:
                - id: parking
                  name: {zh: 停车, en: Parking}
                leaves:
                - id: %s
                  name: {zh: 车位不够, en: Full}
                  severity: P3
                  need: 便捷
                  cause: 流程
                  touchpoint: store
                  owner: %s
                  fallback: duty-manager
                  runbook: runbooks/store.md
                  negative_only: true
                  keywords: [%s]
                  examples: [周末车位满了, 又是车位满了]
                  counter_examples: [车位很多, 好停车]
                """.formatted(id, owner, keywords);
    }
}
