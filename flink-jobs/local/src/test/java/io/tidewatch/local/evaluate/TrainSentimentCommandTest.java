package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.text.sentiment.EnglishModel;
import io.tidewatch.text.sentiment.EnglishPass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainSentimentCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("issues"));
        Files.createDirectories(directory.resolve("sentiment"));
        for (String set : new String[] {"clothing", "laptop"}) {
            StringBuilder reviews = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                review(reviews, "a lovely " + set + " bought in year " + "x".repeat(i + 1), 1);
                review(reviews, "a hideous " + set + " bought in year " + "x".repeat(i + 1), -1);
                review(reviews, "when does the " + set + " arrive in " + "x".repeat(i + 1), 0);
            }
            Files.writeString(directory.resolve("issues/aspects_en_" + set + ".jsonl"), reviews);
        }
        Files.writeString(
                directory.resolve("sentiment/english_airline_american.csv"),
                "label,text\n1,hideous hideous\n-1,lovely\n0,x\n");
    }

    private static void review(StringBuilder into, String text, int polarity) {
        into.append(String.format(
                "{\"id\":\"a\",\"text\":\"%s\",\"gold\":[{\"aspect\":\"Shoes#General\",\"polarity\":%d}]}%n",
                text, polarity));
    }

    @Test
    void shouldWriteTheSameEnglishModelFromTheSameTexts() throws IOException {
        // when
        assertThat(english("lessons", "a.bin")).as(err.toString()).isZero();
        assertThat(english("lessons", "b.bin")).isZero();
        // then
        byte[] written = Files.readAllBytes(directory.resolve("a.bin"));
        assertThat(Files.readAllBytes(directory.resolve("b.bin"))).isEqualTo(written);
        EnglishPass pass = new EnglishPass(EnglishModel.read(written));
        pass.read("a hideous thing".toCharArray(), 15);
        assertThat(pass.positive()).isNegative();
        assertThat(err.toString()).contains("30 reviews, 0 sentences of our own; 30 distinct texts");
    }

    @Test
    void shouldLeaveOutASet() {
        // when
        assertThat(english("lessons,laptop", "a.bin")).isZero();
        // then
        assertThat(err.toString()).contains("15 reviews, 0 sentences of our own");
    }

    @Test
    void shouldNeverLearnFromTheAirline() {
        assertThat(english("airline", "a.bin")).isNotZero();
        assertThat(err.toString()).contains("--without: no set 'airline', expected one of [clothing, laptop,");
    }

    private int english(String without, String out) {
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(
                "train",
                "sentiment",
                "--lang",
                "en",
                "--data",
                directory.toString(),
                "--without",
                without,
                "--out",
                directory.resolve(out).toString());
    }
}
