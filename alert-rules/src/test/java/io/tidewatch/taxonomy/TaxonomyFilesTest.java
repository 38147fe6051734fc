package io.tidewatch.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaxonomyFilesTest {
    private static final String GOOD = """
            apiVersion: tidewatch/v1
            categories:
            - id: logistics
              name: {zh: 物流, en: Logistics}
              words: [快递]
            leaves:
            - id: logistics.slow
              name: {zh: 慢, en: Slow}
              severity: P2
              need: 准时
              cause: 流程
              touchpoint: delivery
              owner: logistics-oncall
              fallback: duty-manager
              runbook: runbooks/logistics.md
              negative_only: true
              keywords: [快递(太|)慢, 包裹…没动]
              examples: [快递慢, 包裹三天没动]
              counter_examples: [快递快, 包裹到了]
            """;

    @Test
    void shouldReadEveryLeafOfThePackagedFiles() {
        // given the packaged files
        // when
        Taxonomy taxonomy = TaxonomyFiles.packaged();
        // then
        assertThat(taxonomy.leaves()).hasSize(70);
        assertThat(taxonomy.categories()).hasSize(15);
        Leaf leaf = taxonomy.leaf("logistics.transit_delay");
        assertThat(leaf).isNotNull();
        assertThat(leaf.owner()).isEqualTo("logistics-oncall");
        assertThat(leaf.severity()).isEqualTo("P2");
        assertThat(taxonomy.nameOf("payment").en()).isEqualTo("Payment");
        assertThat(taxonomy.nameOf("other").zh()).isEqualTo("其他");
    }

    @Test
    void shouldHaveThreeChineseAndTwoEnglishExamplesOnEveryLeafAndItsRunbook() {
        // given
        Taxonomy taxonomy = TaxonomyFiles.packaged();
        for (Leaf leaf : taxonomy.leaves()) {
            // when
            long chinese = leaf.examples().stream()
                    .filter(e -> e.codePoints().anyMatch(Character::isIdeographic))
                    .count();
            // then
            assertThat(chinese).as(leaf.id()).isGreaterThanOrEqualTo(3);
            assertThat(leaf.examples().size() - chinese).as(leaf.id()).isGreaterThanOrEqualTo(2);
            assertThat(Files.exists(Path.of(leaf.runbook()))).as(leaf.runbook()).isTrue();
        }
    }

    @Test
    void shouldReadAGoodFileWithoutProblems() {
        assertThat(problems(GOOD)).isEmpty();
    }

    @Test
    void shouldSayOnceForAFileWhatIsNotApplied() {
        // given
        Problems problems = new Problems();
        // when
        TaxonomyFiles.read(Map.of("t.yaml", GOOD), problems);
        // then
        assertThat(problems.list()).allMatch(Problem::isNotApplied);
        assertThat(problems.list())
                .extracting(Problem::path)
                .containsExactly(
                        "leaves[0].cause", "leaves[0].touchpoint", "leaves[0].fallback", "leaves[0].counter_examples");
    }

    @Test
    void shouldReportEveryProblemAtOnceWithItsLine() {
        // given
        String bad = GOOD.replace("severity: P2", "severity: P9")
                .replace("  owner: logistics-oncall\n", "")
                .replace("touchpoint:", "touchpiont:")
                .replace("快递(太|)慢", "的")
                .replace("[快递快, 包裹到了]", "[快递快]");
        // when
        List<Problem> problems = problems(bad);
        // then
        assertThat(problems)
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("'P9'"))
                .anyMatch(m -> m.equals("missing field 'owner'"))
                .anyMatch(m -> m.equals("unknown field 'touchpiont', did you mean 'touchpoint'?"))
                .anyMatch(m -> m.equals("missing field 'touchpoint'"))
                .anyMatch(m -> m.startsWith("over-broad keyword '的'"))
                .anyMatch(m -> m.equals("1 given, expected at least 2"));
        assertThat(problems)
                .filteredOn(p -> p.message().contains("'P9'"))
                .first()
                .satisfies(p -> {
                    assertThat(p.file()).isEqualTo("t.yaml");
                    assertThat(p.line()).isEqualTo(9);
                    assertThat(p.path()).isEqualTo("leaves[0].severity");
                });
    }

    @Test
    void shouldReportADuplicateIdAndAnUnknownCategoryOverFiles() {
        // given
        String second = GOOD.substring(GOOD.indexOf("leaves:"));
        Problems problems = new Problems();
        // when
        TaxonomyFiles.read(
                Map.of(
                        "a.yaml", GOOD,
                        "b.yaml", "apiVersion: tidewatch/v1\n" + second,
                        "c.yaml", "apiVersion: tidewatch/v1\n" + second.replace("logistics.slow", "logistic.slow")),
                problems);
        // then
        List<Problem> errors =
                problems.list().stream().filter(p -> !p.warning()).toList();
        assertThat(errors).extracting(Problem::file).containsExactly("b.yaml", "c.yaml");
        assertThat(errors.get(0).message()).isEqualTo("duplicate id 'logistics.slow', first at a.yaml:7");
        assertThat(errors.get(1).message()).isEqualTo("unknown category 'logistic', did you mean 'logistics'?");
    }

    @Test
    void shouldReadEachPackTogetherWithTheRetailFileOnly() throws IOException {
        // given
        Path folder = Path.of("taxonomy");
        String retail = Files.readString(folder.resolve("zh-retail.yaml"));
        for (String pack : List.of("zh-lodging.yaml", "zh-takeaway.yaml", "zh-telecom.yaml")) {
            Problems problems = new Problems();
            // when
            Taxonomy taxonomy = TaxonomyFiles.read(
                    Map.of("zh-retail.yaml", retail, pack, Files.readString(folder.resolve(pack))), problems);
            // then
            assertThat(problems.hasErrors()).as(pack).isFalse();
            assertThat(taxonomy.leaves()).as(pack).hasSizeGreaterThan(65);
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(TaxonomyFiles.PACKAGED);
    }

    @Test
    void shouldAddUpTheWordsOfACategoryThatSeveralFilesName() {
        // given
        String second = GOOD.replace("[快递]", "[包裹, 快递]").replace("logistics.slow", "logistics.lost");
        Problems problems = new Problems();
        // when
        Taxonomy taxonomy = TaxonomyFiles.read(Map.of("a.yaml", GOOD, "b.yaml", second), problems);
        // then
        assertThat(problems.hasErrors()).isFalse();
        assertThat(taxonomy.wordsOf("logistics")).containsExactly("快递", "包裹");
        assertThat(taxonomy.leaves()).extracting(Leaf::id).containsExactly("logistics.slow", "logistics.lost");
    }

    @Test
    void shouldRefuseACategoryThatFilesNameDifferentlyOrOneFileTwice() {
        // given
        String category = "- id: logistics\n  name: {zh: 物流, en: Logistics}\n";
        String renamed = GOOD.replace("en: Logistics", "en: Delivery").replace("logistics.slow", "logistics.lost");
        Problems problems = new Problems();
        // when
        TaxonomyFiles.read(Map.of("a.yaml", GOOD, "b.yaml", renamed), problems);
        // then
        assertThat(problems.list())
                .extracting(Problem::message)
                .contains("'物流', 'Delivery', but another file names category 'logistics' '物流', 'Logistics'");
        assertThat(problems(GOOD.replace("leaves:\n", category + "leaves:\n")))
                .extracting(Problem::message)
                .containsExactly("duplicate id 'logistics'");
    }

    @Test
    void shouldRefuseFaultyPatternsAndKeywords() {
        // given
        String bad = GOOD.replace("  keywords:", "  patterns: ['慢(', '.*', '[快慢]+太', '快递.{0,3}太慢']\n  keywords:")
                .replace("包裹…没动", "包裹(…没动");
        // when
        List<Problem> problems = problems(bad);
        // then
        assertThat(problems)
                .extracting(Problem::message)
                .hasSize(4)
                .anyMatch(m -> m.contains("'慢(' is no RE2/J expression"))
                .anyMatch(m -> m.contains("'.*': it matches everything"))
                .anyMatch(m -> m.contains("'[快慢]+太' has no two plain characters"))
                .anyMatch(m -> m.contains("'包裹(…没动'"));
    }

    @Test
    void shouldExpandAlternativesOfAPhrase() {
        // given
        KeywordPattern phrase = KeywordPattern.parse("(快递|包裹)(都|)…没动");
        // when, then
        assertThat(phrase.parts()).containsExactly(List.of("快递都", "快递", "包裹都", "包裹"), List.of("没动"));
        assertThat(phrase.shortest()).isEqualTo(4);
    }

    @Test
    void shouldFindTheLiteralThatMustOccur() {
        assertThat(RequiredLiteral.of("快递.{0,3}太慢了?")).isEqualTo("快递");
        assertThat(RequiredLiteral.of("(a|b)没动静[了吗]")).isEqualTo("没动静");
        assertThat(RequiredLiteral.of("慢|快")).isEmpty();
    }

    private static List<Problem> problems(String text) {
        Problems problems = new Problems();
        TaxonomyFiles.read(Map.of("t.yaml", text), problems);
        return problems.list().stream().filter(p -> !p.isNotApplied()).toList();
    }
}
