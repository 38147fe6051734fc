package io.tidewatch.text.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.sentiment.InvalidModelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueModelTest {
    private static final byte[] BYTES = IssueModel.packaged().bytes();

    @Test
    void shouldReadWhatItWrote() {
        IssueModel again = IssueModel.read(BYTES);

        assertThat(again.bytes()).isEqualTo(BYTES);
        assertThat(again.version()).isEqualTo(IssueModel.packaged().version()).matches("[0-9a-f]{16}");
        assertThat(BYTES.length).isLessThan(2_000_000);
    }

    @Test
    void shouldKnowLeavesOfTheTaxonomyAndWhatIsNone() {
        assertThat(IssueModel.packaged().leaves()).contains(IssueModel.NONE, "network.connection", "quality.no_effect");
        assertThat(IssueModel.packaged().leaves())
                .allSatisfy(l -> assertThat(l)
                        .satisfiesAnyOf(
                                x -> assertThat(x).isIn(IssueModel.NONE, "other"),
                                x -> assertThat(TaxonomyFiles.packaged().leaf(x))
                                        .isNotNull()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20, 100_000})
    void shouldSayWhenItIsCutOff(int length) {
        assertThatThrownBy(() -> IssueModel.read(Arrays.copyOf(BYTES, length)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void shouldSayWhenItIsDamagedOrSomethingElse() {
        byte[] damaged = BYTES.clone();
        damaged[damaged.length / 2] ^= 1;

        assertThatThrownBy(() -> IssueModel.read(damaged))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("unreadable");
        assertThatThrownBy(() -> IssueModel.read("PK and so on, no model at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("unreadable");
        assertThatThrownBy(() -> IssueModel.read(new byte[17_000_000])).hasMessageContaining("at most");
    }
}
