package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.connector.file.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OrderedWorkTest {
    @Test
    void shouldKeepTheOrderWhenStepsTakeUnequallyLong() throws Exception {
        // given
        String input = IntStream.range(0, 5_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        List<String> out = new ArrayList<>();

        // when
        long lines = new OrderedWork(OrderedWorkTest::unequal, 4).run(reader(input), out::addAll);

        // then
        assertThat(lines).isEqualTo(5_000);
        assertThat(out)
                .containsExactlyElementsOf(IntStream.range(0, 5_000)
                        .mapToObj(i -> (i + 1) + ": line " + i)
                        .toList());
    }

    private static String unequal(byte[] line, long number) {
        long x = number;
        for (int i = 0; i < (number % 3) * 20_000; i++) {
            x = x * 31 + i;
        }
        return number + (x == Long.MIN_VALUE ? "!" : ": ") + new String(line, StandardCharsets.UTF_8);
    }

    @Test
    @Timeout(60)
    void shouldAnswerBeforeTheInputEnds() throws Exception {
        PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(writer);
        writer.write("a\n".getBytes(StandardCharsets.UTF_8));
        List<String> out = new ArrayList<>();

        long lines = new OrderedWork((line, n) -> "" + n, 2).run(new LineReader(in), results -> {
            out.addAll(results);
            if (out.size() == 1) {
                writer.write("b\n".getBytes(StandardCharsets.UTF_8));
                writer.close();
            }
        });

        assertThat(lines).isEqualTo(2);
        assertThat(out).containsExactly("1", "2");
    }

    @Test
    void shouldFailWhenAStepFails() {
        OrderedWork work = new OrderedWork(
                (line, n) -> {
                    throw new IllegalArgumentException("no");
                },
                2);

        assertThatThrownBy(() -> work.run(reader("a"), r -> {})).hasRootCauseMessage("no");
    }

    @Test
    void shouldSplitLinesAcrossReads() throws IOException {
        InputStream parts = new SequenceInputStream(bytes("\uFEFFab"), bytes("c\r\n\nd\r"));
        LineReader reader = new LineReader(parts);

        assertThat(reader.next()).asString(StandardCharsets.UTF_8).isEqualTo("abc");
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).asString(StandardCharsets.UTF_8).isEqualTo("d");
        assertThat(reader.next()).isNull();
    }

    @Test
    void shouldCutLinesThatAreFarTooLong() throws IOException {
        LineReader reader = reader("x".repeat(LineReader.MAX_LINE + 100_000) + "\nb");

        assertThat(reader.next()).hasSize(LineReader.MAX_LINE + 1);
        assertThat(reader.next()).asString(StandardCharsets.UTF_8).isEqualTo("b");
    }

    private static LineReader reader(String text) {
        return new LineReader(bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
