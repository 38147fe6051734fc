package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.issue.IssueExample;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssueCorpusTest {
    private final IssueCorpus corpus = new IssueCorpus(TaxonomyFiles.packaged());

    @Test
    void shouldPartALabelledTextIntoClauses() {
        corpus.labelled(
                "上周刚装的，宽带又断了。客服没人接",
                List.of(
                        new IssueCorpus.Complaint("又断了", "network.connection"),
                        new IssueCorpus.Complaint("没人接", "service.slow_response")),
                4);

        assertThat(corpus.examples())
                .extracting(IssueCorpusTest::clause, IssueExample::leaf, IssueExample::weight)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("上周刚装的", "-", 4.0),
                        org.assertj.core.groups.Tuple.tuple("宽带又断了", "network.connection", 4.0),
                        org.assertj.core.groups.Tuple.tuple("客服没人接", "service.slow_response", 4.0));
    }

    @Test
    void shouldTakeFromOtherTextsOnlyWhatIsKnownOfThem() {
        corpus.found("快递五天没动，我也不知道怎么回事", 1);
        corpus.aspect("瓶子好看，就是不出水", "不出水", "quality.defect", 2);
        corpus.noComplaint("很好，会回购", 1);

        assertThat(corpus.examples())
                .extracting(e -> clause(e) + " " + e.leaf())
                .containsExactly("快递五天没动 logistics.transit_delay", "就是不出水 quality.defect", "很好 -", "会回购 -");
    }

    @Test
    void shouldReadATextAsItIsReadLater() {
        corpus.labelled(
                "<b>WIFI</b>連不上@某人 ", List.of(new IssueCorpus.Complaint("WIFI</b>連不上", "network.connection")), 1);

        assertThat(corpus.examples()).extracting(IssueCorpusTest::clause).containsExactly("wifi连不上");
        assertThat(corpus.examples().get(0).leaf()).isEqualTo("network.connection");
    }

    private static String clause(IssueExample e) {
        return e.of().text().substring(e.of().from(e.clause()), e.of().to(e.clause()));
    }
}
