package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.text.issue.IssueModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainIssuesCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("issues"));
        StringBuilder desk = new StringBuilder();
        StringBuilder reviews = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            desk.append(String.format("{\"id\":\"d:%d\",\"text\":\"第%d个快递五天没动静了\"}%n", i, i));
            reviews.append(String.format(
                    "{\"id\":\"c:%d\",\"text\":\"第%d瓶太贵了，不值\",\"gold\":[{\"aspect\":\"价格\",\"polarity\":-1,\"from\":0,\"to\":6}]}%n",
                    i, i));
        }
        Files.writeString(directory.resolve("issues/service_desk_zh.jsonl"), desk);
        Files.writeString(directory.resolve("issues/aspects_zh_cosmetics.jsonl"), reviews);
    }

    @Test
    void shouldWriteTheSameModelFromTheSameTexts() throws IOException {
        assertThat(run("--out", directory.resolve("a.bin").toString()))
                .as(err.toString())
                .isZero();
        assertThat(run("--out", directory.resolve("b.bin").toString())).isZero();

        byte[] written = Files.readAllBytes(directory.resolve("a.bin"));
        assertThat(Files.readAllBytes(directory.resolve("b.bin"))).isEqualTo(written);
        assertThat(IssueModel.read(written).leaves()).contains("logistics.transit_delay", "price.level");
        assertThat(err.toString()).contains("24 texts").contains("is not there: left out");
    }

    @Test
    void shouldLeaveOutASet() throws IOException {
        assertThat(run(
                        "--without",
                        "service desk",
                        "--out",
                        directory.resolve("a.bin").toString()))
                .isZero();

        assertThat(err.toString()).contains("12 texts");
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        assertThat(run("--without", "desk", "--out", directory.resolve("a.bin").toString()))
                .isNotZero();
        assertThat(err.toString()).contains("--without: no set 'desk', expected one of [cosmetics,");

        Files.writeString(directory.resolve("own.tsv"), "x\n");
        assertThat(run(
                        "--labels",
                        directory.resolve("own.tsv").toString(),
                        "--out",
                        directory.resolve("a.bin").toString()))
                .isNotZero();
        assertThat(err.toString()).contains("own.tsv line 1: 'x', expected 16 hexadecimal digits");
    }

    private int run(String... more) {
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[more.length + 4];
        all[0] = "train";
        all[1] = "issues";
        all[2] = "--data";
        all[3] = directory.toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return line.execute(all);
    }
}
