package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.TaxonomyCheck;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a keyword that two leaves claim that one is found which the check names. */
class ClaimedKeywordTest {
    private static final String OWN = """
            apiVersion: tidewatch/v1
            categories:
            - id: bags
              name: {zh: 箱包, en: Bags}
            leaves:
            - id: bags.zip
              name: {zh: 拉链, en: Zip}
              severity: P3
              need: 便捷
              cause: 流程
              touchpoint: product
              owner: store-oncall
              fallback: duty-manager
              runbook: runbooks/store.md
              negative_only: true
              keywords: [拉链坏, 坐地起价, '漫天…要价']
              examples: [拉链坏了, 又是拉链坏了]
              counter_examples: [拉链好, 好拉链]
            """;

    @ParameterizedTest
    @CsvSource({
        // before and behind zh-retail.yaml; who has 拉链坏, 坐地起价 and 漫天要价
        "a.yaml, bags.zip, price.trick, price.trick",
        "zz.yaml, bags.zip, bags.zip, price.trick"
    })
    void shouldFindTheLeafThatIsSaidToWin(String file, String zip, String price, String demand) {
        // given
        Map<String, String> files = new TreeMap<>(TaxonomyFiles.packagedFiles());
        files.put(file, OWN);
        Problems problems = new Problems();

        // when
        Analyzer analyzer = Analyzer.of(
                TaxonomyCheck.readWithClaims(files, null, problems),
                "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(issues(analyzer, "书包拉链坏了")).containsExactly(zip);
        assertThat(said(problems, "拉链坏")).contains("also claimed by quality.defect", ": " + zip + " wins, ");
        assertThat(issues(analyzer, "卖家坐地起价")).containsExactly(price);
        assertThat(said(problems, "坐地起价")).contains("also claimed by price.trick", ": " + price + " wins, ");
        assertThat(issues(analyzer, "卖家漫天要价")).containsExactly(demand);
        assertThat(said(problems, "漫天要价")).contains("also claimed by price.trick", ": " + demand + " wins, ");
    }

    private static List<String> issues(Analyzer analyzer, String text) {
        return analyzer.analyze(MessageFixtures.post(text, Author.UNKNOWN)).opinions().stream()
                .map(Opinion::issue)
                .toList();
    }

    private static String said(Problems problems, String keyword) {
        return problems.list().stream()
                .map(Problem::message)
                .filter(m -> m.startsWith("keyword '" + keyword + "'"))
                .findFirst()
                .orElse("");
    }
}
