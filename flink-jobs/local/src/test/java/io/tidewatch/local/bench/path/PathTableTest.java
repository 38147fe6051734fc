package io.tidewatch.local.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTableTest {
    private static final String JOB = "tidewatch-annotate";

    @Test
    void shouldSumUpTheJobsAloneWhenItComparesThemWithTheWhole() throws Exception {
        // given: 100 messages, of which a row takes so many µs each in all
        PathTable table = table(List.of());

        // then
        assertThat(table.stages()).isCloseTo(40 + 30 + 10 + 20, within(1e-9));
        assertThat(table.whole()).isCloseTo(80, within(1e-9));
        assertThat(table.ratio()).isCloseTo(1.25, within(1e-9));
        JsonNode json = Json.tree(table.json());
        assertThat(json.path("ratio").asDouble()).isCloseTo(1.25, within(1e-9));
        assertThat(json.path("rows")).hasSize(7);
    }

    @Test
    void shouldLeaveOutWhatTheBenchmarkItselfUsed() {
        // when
        CpuUse cpu = CpuUse.of(
                Map.of(
                        JOB,
                        Map.of(ThreadUse.TASK + "annotate", 700L, ThreadUse.CHECKPOINTS, 50L),
                        CpuMeter.ALL_JOBS,
                        Map.of(ThreadUse.BENCH, 9_000L, ThreadUse.JVM, 200L)),
                Map.of("Kafka", 30L, "Elasticsearch", 20L));

        // then
        assertThat(cpu.process()).isEqualTo(950);
        assertThat(cpu.tasks()).isEqualTo(700);
        assertThat(cpu.group(ThreadUse.CHECKPOINTS)).isEqualTo(50);
        assertThat(cpu.total()).isEqualTo(1_000);
    }

    @Test
    void shouldDivideByMessagesWhenItGivesFiguresOfOne() {
        // given: 400 messages in half a second, at 2 µs each
        StageCost cost =
                new StageCost("text", "text", 400, 400, Map.of(), .5, CpuUse.of(Map.of(), Map.of("Kafka", 800_000L)));

        // then
        assertThat(cost.messagesPerSecond()).isCloseTo(800, within(1e-9));
        assertThat(cost.total()).isCloseTo(2, within(1e-9));
        assertThatThrownBy(() -> new StageCost("text", "text", 0, 0, Map.of(), .5, CpuUse.of(Map.of(), Map.of())))
                .hasMessageContaining("row text: 0 messages in 0.5 s");
    }

    @Test
    void shouldSayWhenARateWasNotKeptUpWith() {
        // given
        Latency kept = new Latency("match", 1_000, 1_000, 960, 4, List.of(40L, 10L, 30L, 20L), 0);
        Latency behind = new Latency("windowed", 2_000, 2_000, 1_100, 4, List.of(), 6_000);

        // when
        StringWriter printed = new StringWriter();
        table(List.of(kept, behind)).print(new PrintWriter(printed));

        // then
        assertThat(kept.quantile(.5)).isEqualTo(20);
        assertThat(kept.quantile(.99)).isEqualTo(40);
        assertThat(printed.toString())
                .contains("| match | 1,000 | 1,000 | 960 | yes | 4 of 4 | 20 | 40 |")
                .contains("| windowed | 2,000 | 2,000 | 1,100 | NO | 0 of 4 | – | – |");
    }

    private static PathTable table(List<Latency> latencies) {
        return new PathTable(
                List.of(
                        cost(PathTable.READ, 1),
                        cost(PathTable.PARSE, 2),
                        cost(PathTable.TEXT, 40),
                        cost(PathTable.DETECT, 30),
                        cost(PathTable.NOTIFY, 10),
                        cost(PathTable.INDEX, 20),
                        cost(PathTable.WHOLE, 80)),
                Map.of("JSON", 1.0),
                latencies,
                1,
                2);
    }

    /** Half by a task, half by Elasticsearch. */
    private static StageCost cost(String id, long micros) {
        long half = micros * 100 * 1_000 / 2;
        return new StageCost(
                id,
                id,
                100,
                100,
                Map.of(),
                1,
                CpuUse.of(Map.of(JOB, Map.of(ThreadUse.TASK + "annotate", half)), Map.of("Elasticsearch", half)));
    }
}
