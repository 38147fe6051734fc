package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.feedback.Label;
import io.tidewatch.text.evaluate.GoldAspect;
import io.tidewatch.text.evaluate.GoldText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldFilesTest {
    private static final String COSMETICS = "issues/aspects_zh_cosmetics.jsonl";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("issues"));
        Files.createDirectories(folder.resolve("sentiment"));
    }

    @Test
    void shouldReadAspectsWithTheirPlacesInCodePoints() throws IOException {
        // given: the emoji is one code point and two characters
        write(
                COSMETICS,
                "{\"id\":\"c:1\",\"text\":\"😀香，慢\",\"gold\":[{\"aspect\":\"气味\",\"polarity\":1,\"from\":1,\"to\":2},"
                        + "{\"aspect\":\"物流\",\"polarity\":-1,\"from\":3,\"to\":4},{\"aspect\":\"整体\",\"polarity\":0}]}\n\n"
                        + "{\"id\":\"c:2\",\"text\":\"慢\",\"gold\":[{\"aspect\":\"物流\",\"polarity\":-1,\"from\":0,\"to\":9}]}\n");

        // when
        GoldFiles.Read read = GoldFiles.read(folder);

        // then
        assertThat(read.texts())
                .containsExactly(
                        new GoldText(
                                "cosmetics",
                                "c:1",
                                "😀香，慢",
                                null,
                                List.of(
                                        new GoldAspect("气味", Label.POSITIVE, 2, 3),
                                        new GoldAspect("物流", Label.NEGATIVE, 4, 5),
                                        new GoldAspect("整体", Label.NEUTRAL))),
                        new GoldText(
                                "cosmetics",
                                "c:2",
                                "慢",
                                Label.NEGATIVE,
                                List.of(new GoldAspect("物流", Label.NEGATIVE))));
        assertThat(read.missing()).hasSize(7).doesNotContain(COSMETICS).contains("sentiment/takeaway_waimai10k.csv");
    }

    @Test
    void shouldReadHeadlinesToLearnFromAsPlainStatements() throws IOException {
        // given
        write(COSMETICS, "{\"id\":\"c:1\",\"text\":\"香\",\"gold\":[]}\n");
        Files.createDirectories(folder.resolve("replay"));
        write("replay/weibo_hot_search_2022.csv", "ts,text,rank\n2022-03-01T08:00:00+08:00,城里下雪了,3\n");

        // when
        GoldFiles.Read measured = GoldFiles.read(folder);
        GoldFiles.Read learnt = GoldFiles.readAll(folder);

        // then
        assertThat(measured.texts()).hasSize(1);
        GoldText headline = learnt.texts().get(1);
        assertThat(headline.set()).isEqualTo("headlines");
        assertThat(headline.text()).isEqualTo("城里下雪了");
        assertThat(headline.label()).isEqualTo(Label.NEUTRAL);
        assertThat(learnt.missing()).contains("sentiment/car_topics_3class.csv");
    }

    @Test
    void shouldNameAFileOfHeadlinesWithoutTexts() throws IOException {
        // given
        write(COSMETICS, "{\"id\":\"c:1\",\"text\":\"香\",\"gold\":[]}\n");
        Files.createDirectories(folder.resolve("replay"));
        write("replay/weibo_hot_search_2022.csv", "ts,title\n2022-03-01T08:00:00+08:00,城里下雪了\n");

        // when, then
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> GoldFiles.readAll(folder))
                .withMessageContaining("weibo_hot_search_2022.csv: expected the column text, found [ts, title]");
    }

    @Test
    void shouldReadGzippedFilesAndTables() throws IOException {
        // given
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("issues/service_desk_zh.jsonl.gz")))) {
            out.write("{\"id\":\"h:1\",\"text\":\"没有信号\"}".getBytes(StandardCharsets.UTF_8));
        }
        write("sentiment/hotel_chnsenticorp_htl.csv", "label,text\n0,房间太小\n1,安静\n");

        // when
        List<GoldText> texts = GoldFiles.read(folder).texts();

        // then
        assertThat(texts)
                .containsExactly(
                        new GoldText("service desk", "h:1", "没有信号", null, List.of()),
                        new GoldText("hotel", "hotel:1", "房间太小", Label.NEGATIVE, List.of()),
                        new GoldText("hotel", "hotel:2", "安静", Label.POSITIVE, List.of()));
    }

    @Test
    void shouldNameFileAndLineThatCannotBeRead() throws IOException {
        assertFault("{\"id\":\"c:1\",\"text\":\"好\",\"gold\":[]}\n{oh\n", "line 2: not JSON, expected one object");
        assertFault("{\"text\":\"好\",\"gold\":[]}", "line 1: id: missing, expected words");
        assertFault("\n{\"id\":\"c:1\",\"text\":\" \",\"gold\":[]}", "line 2: text: missing, expected words");
        assertFault("{\"id\":\"c:1\",\"text\":\"好\"}", "line 1: gold: missing, expected a list of aspects");
        assertFault(
                "{\"id\":\"c:1\",\"text\":\"好\",\"gold\":[{\"aspect\":\"物流\",\"polarity\":2}]}",
                "line 1: polarity: 2, expected a number from -1 to 1");
    }

    @Test
    void shouldNameTheRowOfATableAndTheFileThatIsNotGzipped() throws IOException {
        Path table = write("sentiment/takeaway_waimai10k.csv", "label,text\n1,好吃\nmaybe,还行\n");
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> GoldFiles.read(folder))
                .withMessageContaining(table + ": row 3: label 'maybe', expected one of [");
        Files.delete(table);

        Path packed = write("issues/service_desk_zh.jsonl.gz", "{}");
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> GoldFiles.read(folder))
                .withMessageContaining(packed + ": line 1: cannot be read, expected UTF-8 text");
    }

    @Test
    void shouldAskForAtLeastOneFile() {
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> GoldFiles.read(folder))
                .withMessageStartingWith(folder + ": no texts, expected at least one of [" + COSMETICS)
                .withMessageEndingWith(", plain or gzipped");
    }

    private void assertFault(String lines, String message) throws IOException {
        Path file = write(COSMETICS, lines);
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> GoldFiles.read(folder))
                .withMessageContaining(file + ": " + message);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
