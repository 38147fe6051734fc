package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateIssuesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("issues"));
        Files.createDirectories(folder.resolve("sentiment"));
    }

    @Test
    void shouldPrintTheTablesOfTheFilesThatAreThere() throws IOException {
        // given
        StringBuilder reviews = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            reviews.append("{\"id\":\"mine:")
                    .append(i)
                    .append(
                            "\",\"text\":\"快递五天没动\",\"gold\":[{\"aspect\":\"物流\",\"polarity\":-1,\"from\":0,\"to\":6}]}\n");
        }
        Files.writeString(folder.resolve("issues/aspects_zh_cosmetics.jsonl"), reviews);
        Files.writeString(folder.resolve("sentiment/takeaway_waimai10k.csv"), "label,text\n1,味道很好\n0,吃出一只蟑螂\n0,太失望了\n");
        Files.writeString(
                folder.resolve("sentiment/english_airline_american.csv"),
                "label,text\n-1,terrible service\n0,what time does it land\n1,great flight thank you\n");
        Path json = folder.resolve("figures.json");

        // when
        int code = run("--data", folder.toString(), "--json", json.toString());

        // then
        assertThat(code).isZero();
        assertThat(out.toString())
                .startsWith("### Categories, by negative aspect\n")
                .containsPattern("\\| cosmetics \\| 1\\d \\| 1\\d \\| 1\\.000 \\| 1\\.000 \\| 1\\.000 \\| ")
                .contains("| takeaway | 1 | 0.000 | 0.000 | 2 | 0.000 | 0.500 |")
                .contains("| negative | 20 | 1.000 | 1.000 | 20 | 0 | 0 |")
                .contains("| takeaway, food.foreign_object | 3 | 1 | 0 | 0.000 |")
                .contains("| airline | 3 | ")
                .doesNotContain("| hotel", "labelled by leaf");
        assertThat(err.toString())
                .contains("sentiment/hotel_chnsenticorp_htl.csv is not there: left out")
                .doesNotContain("aspects_zh_cosmetics.jsonl is not there");
        JsonNode figures = Json.tree(Files.readString(json));
        assertThat(figures.at("/praise/takeaway/with other only").doubleValue()).isEqualTo(0.5);
        assertThat(figures.at("/praise/takeaway/negative texts").intValue()).isEqualTo(2);
        assertThat(figures.at("/praise/cosmetics/with a complaint").isNull()).isTrue();
        assertThat(figures.path("taxonomy").asText()).isNotEmpty();
    }

    @Test
    void shouldLeaveTheModelOutWhenToldTo() throws IOException {
        Files.writeString(
                folder.resolve("sentiment/takeaway_waimai10k.csv"), "label,text\n1,味道很好\n0,在家里只有一格 打个电话断断续续 气死人\n");

        assertThat(run("--data", folder.toString(), "--model", "words")).isZero();
        String byWords = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("--data", folder.toString())).isZero();

        assertThat(byWords).contains("| takeaway | 1 | 0.000 | 0.000 | 1 | 0.000 | 1.000 |");
        assertThat(out.toString()).contains("| takeaway | 1 | 0.000 | 0.000 | 1 | 0.000 | 0.000 |");
    }

    @Test
    void shouldSayWhenTheModelIsNone() throws IOException {
        Files.writeString(folder.resolve("sentiment/takeaway_waimai10k.csv"), "label,text\n1,味道很好\n");
        Path none = folder.resolve("none.bin");
        Path other = Files.writeString(folder.resolve("other.bin"), "no model");

        assertThat(run("--data", folder.toString(), "--model", none.toString())).isNotZero();
        assertThat(run("--data", folder.toString(), "--model", other.toString()))
                .isNotZero();

        assertThat(err.toString())
                .contains("--model: cannot read " + none)
                .contains("--model: " + other + ": issue model: unreadable");
    }

    @Test
    void shouldSayWhatCannotBeRead() throws IOException {
        assertThat(run("--data", folder.toString())).isNotZero();
        assertThat(err.toString()).contains(folder + ": no texts, expected at least one of ");

        Path desk = Files.writeString(folder.resolve("issues/service_desk_zh.jsonl"), "{\"id\":\"mine:1\"}\n");
        assertThat(run("--data", folder.toString())).isNotZero();
        assertThat(err.toString()).contains(desk + ": line 1: text: missing, expected words");

        Files.writeString(desk, "{\"id\":\"mine:1\",\"text\":\"没有信号\"}\n");
        assertThat(run("--data", folder.toString(), "--json", folder.toString()))
                .isNotZero();
        assertThat(err.toString()).contains("--json: cannot write " + folder);
    }

    @Test
    void shouldNameAnAspectThatNobodyMapped() throws IOException {
        Files.writeString(
                folder.resolve("issues/aspects_zh_cosmetics.jsonl"),
                "{\"id\":\"mine:1\",\"text\":\"颜色太深\",\"gold\":[{\"aspect\":\"颜色\",\"polarity\":-1}]}\n");

        assertThat(run("--data", folder.toString())).isNotZero();
        assertThat(err.toString()).contains("aspects.tsv: no line for the aspect '颜色' of cosmetics");
    }

    private int run(String... args) {
        return new CommandLine(new EvaluateIssuesCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
