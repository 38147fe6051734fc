package io.tidewatch.text.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidewatch.hash.StableHash;
import org.junit.jupiter.api.Test;

class IssueLabelsTest {
    private static final String TEXT = "宽带又断了，客服没人接";

    @Test
    void shouldFindWhatWasSaidOfAText() {
        String hash = StableHash.sha256(TEXT, 8);
        IssueLabels labels = IssueLabels.read(
                "own.tsv",
                "# comment\n" + hash + "\tnetwork.connection 0 5\tservice.slow_response 6 11\n0123456789abcdef\n");

        assertThat(labels.size()).isEqualTo(2);
        assertThat(labels.of(TEXT))
                .containsExactly(
                        new IssueLabels.Place("network.connection", 0, 5),
                        new IssueLabels.Place("service.slow_response", 6, 11));
        assertThat(labels.of("anything else")).isNull();
    }

    @Test
    void shouldNameTheLineThatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueLabels.read("own.tsv", "#\n0123456789abcdef\tapp.slow 3"))
                .withMessage("own.tsv line 2: 'app.slow 3', expected a leaf, where it begins and where it ends");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueLabels.read("own.tsv", "some text\tapp.slow 3 4"))
                .withMessage("own.tsv line 1: 'some text', expected 16 hexadecimal digits");
    }

    @Test
    void shouldHoldThoseOfThisProgram() {
        assertThat(IssueLabels.packaged().size()).isGreaterThan(3_000);
    }
}
