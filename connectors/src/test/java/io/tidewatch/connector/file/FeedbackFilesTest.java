package io.tidewatch.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.time.WireTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackFilesTest {
    private static final FieldMapping SURVEY = FieldMapping.parse("text=内容,event_time=时间,source='survey'");
    private static final String TWO_ROWS =
            "时间,内容,省份\r\n" + "2026-11-11 20:01,\"物流慢,\"\"三天\"\"\r\n没动\",浙江\r\n" + "2026-11-11T20:02:05+08:00,还好,\r\n";

    private final BrokenRows broken = new BrokenRows(UnaryOperator.identity());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"UTF-8,''", "UTF-8,\uFEFF", "GB18030,''"})
    void shouldReadCsvWhateverItsEncoding(String encoding, String mark) throws IOException {
        // given
        Path file = write("a.csv", mark + TWO_ROWS, Charset.forName(encoding));

        // when
        List<Feedback> read = read(file, FieldMapping.parse("text=内容,event_time=时间,customer.region=省份"));

        // then
        assertThat(read).extracting(Feedback::text).containsExactly("物流慢,\"三天\"\r\n没动", "还好");
        assertThat(read)
                .extracting(f -> WireTime.print(f.eventTime(), f.eventOffset()))
                .containsExactly("2026-11-11T20:01:00+08:00", "2026-11-11T20:02:05+08:00");
        assertThat(read).extracting(f -> f.customer().region()).containsExactly("浙江", "unknown");
        assertThat(read).extracting(Feedback::source).containsOnly("a.csv");
        assertThat(broken.count()).isZero();
    }

    @Test
    void shouldMakeTheSameIdOfTheSameRow() throws IOException {
        Path file = write("a.csv", "内容,时间\n慢,2026-11-11 20:01\n慢,2026-11-11 20:01\n慢,2026-11-11 20:02\n");

        List<Feedback> read = read(file, SURVEY);

        assertThat(read.get(0).id())
                .matches("survey:[0-9a-f]{24}")
                .isEqualTo(read.get(1).id());
        assertThat(read.get(2).id()).isNotEqualTo(read.get(0).id());
        assertThat(read).extracting(Feedback::channel).containsOnly("survey");
    }

    @Test
    void shouldTakeIdSourceNumbersAndNestedFieldsWhereMapped() throws IOException {
        Path file = write("a.csv", "id,来源,t,v,粉丝,分,城市\n7,weibo,2026/1/2 3:04:05,好,120,0.5,杭州\n");

        Feedback f = read(
                        file,
                        FieldMapping.parse("id=id,source=来源,event_time=t,text=v,author.followers=粉丝,rating=分,"
                                + "customer.city=城市,channel='social',author.role='media'"))
                .get(0);

        assertThat(f.id()).isEqualTo("7");
        assertThat(f.source()).isEqualTo("weibo");
        assertThat(f.channel()).isEqualTo("social");
        assertThat(f.author().followers()).isEqualTo(120);
        assertThat(f.author().role()).isEqualTo(AuthorRole.MEDIA);
        assertThat(f.rating()).isEqualTo(0.5);
        assertThat(f.customer().city()).isEqualTo("杭州");
        assertThat(WireTime.print(f.eventTime())).isEqualTo("2026-01-02T03:04:05+08:00");
    }

    @Test
    void shouldTakeLocalTimesInTheZone() throws IOException {
        Path file = write("a.csv", "内容,时间\n慢,2026-07-01 12:00\n");

        Feedback f = read(file, SURVEY.withZone(ZoneId.of("Europe/Berlin"))).get(0);

        assertThat(WireTime.print(f.eventTime(), f.eventOffset())).isEqualTo("2026-07-01T12:00:00+02:00");
    }

    @Test
    void shouldNameRowColumnValueAndGoOn() throws IOException {
        Path file = write(
                "a.csv",
                "内容,时间,分\n"
                        + "慢,gestern,1\n"
                        + "\n"
                        + "慢,2026-02-30 10:00,1\n"
                        + ",2026-11-11 20:01,\n"
                        + "慢,2026-11-11 20:01,gut\n"
                        + "慢,2026-11-11 20:01,7\n"
                        + "慢,2026-11-11 20:01,1,a,b\n"
                        + "还好,2026-11-11 20:01,1,,\n"
                        + "还好,2026-11-11 20:01\n");

        List<Feedback> read = read(file, FieldMapping.parse("text=内容,event_time=时间,rating=分"));

        assertThat(read).hasSize(2);
        assertThat(broken.count()).isEqualTo(6);
        assertThat(broken.lines())
                .containsExactly(
                        "row 2, column 时间 (event_time): 'gestern', expected a time such as"
                                + " 2026-11-11T20:01:05+08:00 or 2026-11-11 20:01[:05]",
                        "row 4, column 时间 (event_time): '2026-02-30 10:00', expected a time such as"
                                + " 2026-11-11T20:01:05+08:00 or 2026-11-11 20:01[:05]",
                        "row 5, column 内容 (text): missing, expected a string (it may be empty when rating, csat or nps is"
                                + " there)",
                        "row 6, column 分 (rating): 'gut', expected a number",
                        "row 7, column 分 (rating): '7.0', expected a number from 0 to 1",
                        "row 8: 5 cells, expected 3 as in the header (a cell with a comma stands in double quotes)");
    }

    @Test
    void shouldReportTheFirstTwentyAndCountTheOthers() throws IOException {
        Path file = write("a.csv", "内容,时间\n" + "慢,nie\n".repeat(25));

        read(file, SURVEY);

        assertThat(broken.count()).isEqualTo(25);
        assertThat(broken.lines()).hasSize(21).last().isEqualTo("and 5 more broken rows");
    }

    @Test
    void shouldTakeABareWordAsConstantWhereTheShellTookTheQuotes() throws IOException {
        Path file = write("a.csv", "内容,时间\n慢,2026-11-11 20:01\n");

        assertThat(read(file, FieldMapping.parse("text=内容,event_time=时间,source=survey")))
                .extracting(Feedback::source)
                .containsExactly("survey");
    }

    @Test
    void shouldNameMissingColumns() throws IOException {
        Path file = write("a.csv", "内容,时间,platform\n慢,2026-11-11 20:01,x\n");

        assertThatThrownBy(() ->
                        read(file, FieldMapping.parse("text=正文,event_time=时间,source=platfrom,customer.region=浙江")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("no column '正文' for text, expected one of 内容, 时间, platform")
                .hasMessageContaining("no column 'platfrom' for source, did you mean 'platform'?")
                .hasMessageContaining("no column '浙江' for customer.region");
    }

    @Test
    void shouldReadCsvWithoutMappingWhenNamedLikeTheWire() throws IOException {
        Path file = write("a.csv", "event_time,text,source,other\n2026-11-11 20:01,慢,weibo,x\n");

        assertThat(read(file, null)).extracting(Feedback::source).containsExactly("weibo");
        assertThatThrownBy(() -> read(write("b.csv", "a,b\n1,2\n"), null)).hasMessageContaining("expected a mapping");
    }

    @Test
    void shouldRefuseFilesThatCannotBeRead() throws IOException {
        Path empty = write("empty.csv", "");
        Path twice = write("twice.csv", "a,a\n");
        Path open = write("open.csv", "内容,时间\n\"慢,2026-11-11 20:01\n慢,2026-11-11 20:01\n");
        Path binary = Files.write(directory.resolve("binary.csv"), new byte[] {'a', (byte) 0xFF, (byte) 0xFF, '\n'});

        assertThatThrownBy(() -> read(empty, SURVEY)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read(twice, SURVEY)).hasMessageContaining("'a' is there twice");
        assertThatThrownBy(() -> read(open, SURVEY))
                .hasMessageContaining("row 2")
                .hasMessageContaining("quote");
        assertThatThrownBy(() -> read(binary, SURVEY)).hasMessageContaining("neither UTF-8 nor GB18030");
        assertThatThrownBy(() -> read(directory.resolve("none.csv"), SURVEY)).hasMessageContaining("no such file");
    }

    @Test
    void shouldMapJsonLinesWithNestedNames() throws IOException {
        Path file = write(
                "a.jsonl",
                "{\"body\":\"慢\",\"at\":\"2026-11-11 20:01\",\"user\":{\"id\":7,\"fans\":12}}\n"
                        + "not json\n\n{\"body\":\"好\"}\n");

        List<Feedback> read =
                read(file, FieldMapping.parse("text=body,event_time=at,author.id=user.id,author.followers=user.fans"));

        assertThat(read).hasSize(1);
        assertThat(read.get(0).author().id()).isEqualTo("7");
        assertThat(read.get(0).author().followers()).isEqualTo(12);
        assertThat(broken.lines())
                .containsExactly(
                        "line 2, record: not JSON, expected one JSON object",
                        "line 4, column at (event_time): missing, expected a string");
    }

    @Test
    void shouldReadGzippedJsonLinesWhateverTheName() throws IOException {
        Path file = directory.resolve("recording");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"id\":\"a\",\"source\":\"s\",\"event_time\":\"2026-11-11T20:01:05+08:00\",\"text\":\"x\"}"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(file, null)).extracting(Feedback::id).containsExactly("a");
    }

    private List<Feedback> read(Path file, @Nullable FieldMapping mapping) {
        try (Stream<Feedback> all = FeedbackFiles.read(file, mapping, broken)) {
            return all.toList();
        }
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text, Charset.forName("UTF-8"));
    }

    private Path write(String name, String text, Charset encoding) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(encoding));
    }
}
