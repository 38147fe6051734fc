package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTableTest {
    private final FigureTable table = new FigureTable("name", "A title", "set", "texts", "share");

    @Test
    void shouldPrintSharesWithThreeDigitsAndNothingAsADash() {
        table.row("a", 12, 0.12345).row("b", 0L, Double.NaN).note("A sentence.");

        assertThat(table.markdown())
                .isEqualTo("### A title\n\n| set | texts | share |\n| --- | ---: | ---: |\n| a | 12 | 0.123 |\n"
                        + "| b | 0 | – |\n\nA sentence.\n");
        assertThat(table.figures().get("a")).isEqualTo(Map.of("texts", 12, "share", 0.12345));
        assertThat(FigureTable.share(1, 0)).isNaN();
    }

    @Test
    void shouldAskForACellOfEachColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("a", 1))
                .withMessage("cells: 1, expected 2, one for each column");
    }
}
