package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrangerLabelTest {
    private static final String HASH = StrangerFigures.hash("没效果");
    private static final String HEAD = "# by hand\nid\tsha256\tmust\tmay\n";

    @Test
    void shouldReadThePackagedLabels() {
        List<StrangerLabel> labels = StrangerLabel.packaged();

        assertThat(labels).hasSize(300);
        assertThat(labels.stream().map(StrangerLabel::id)).doesNotHaveDuplicates();
        assertThat(labels.stream().filter(StrangerLabel::isNoComplaint)).hasSizeBetween(30, 100);
    }

    @Test
    void shouldReadLeavesJoinedByBarsAndADashAsNone() {
        assertThat(StrangerLabel.read(HEAD + "a:1\t" + HASH + "\tapp.slow|app.crash\t-\n"))
                .containsExactly(new StrangerLabel("a:1", HASH, Set.of("app.slow", "app.crash"), Set.of()));
    }

    @Test
    void shouldNameTheLineThatIsNoLabel() {
        assertFault("a:1\t" + HASH + "\t-\t-\n", "line 1: expected the columns id, sha256, must and may");
        assertFault(HEAD + "a:1\t" + HASH + "\t-\n", "line 3: 3 columns, expected 4");
        assertFault(HEAD + "\na:1\t12\t-\t-\n", "line 4: sha256: '12', expected 64 hexadecimal digits");
        assertFault(HEAD + "a:1\t" + HASH + "\t\t-\n", "line 3: an empty cell, expected leaves joined by | or -");
        assertFault(HEAD + "\t" + HASH + "\t-\t-\n", "line 3: id: empty, expected the id of a text");
    }

    private static void assertFault(String table, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrangerLabel.read(table))
                .withMessageContaining("strangers.tsv " + message);
    }
}
