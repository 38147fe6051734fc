package io.tidewatch.local.bench.path;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that was measured.
 *
 * @param rows in the order of the way; {@link #WHOLE} is the last
 * @param shares of the samples taken in the whole, layer → 0 to 1
 * @param latencies may be empty
 * @param load what else ran: the machine's load average when the rows began; negative where it is not known
 * @param cores of the machine
 */
record PathTable(List<StageCost> rows, Map<String, Double> shares, List<Latency> latencies, double load, int cores) {
    static final String READ = "read";
    static final String PARSE = "parse";
    static final String TEXT = "text";
    static final String DETECT = "detect";
    static final String NOTIFY = "notify";
    static final String INDEX = "index";
    static final String WHOLE = "whole";

    /** The rows whose sum is compared with the whole: each job alone. */
    private static final List<String> STAGES = List.of(TEXT, DETECT, NOTIFY, INDEX);

    /** Groups with a smaller part of their row are summed up in the Markdown. */
    private static final double SHOWN = .02;

    private static final int NAME_LENGTH = 70;

    PathTable {
        rows = List.copyOf(rows);
        latencies = List.copyOf(latencies);
    }

    private StageCost row(String id) {
        return rows.stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("row " + id + " was not measured"));
    }

    /** What a message costs in all jobs alone, µs. */
    double stages() {
        return STAGES.stream().mapToDouble(id -> row(id).total()).sum();
    }

    /** What it costs in all jobs at once, µs. */
    double whole() {
        return row(WHOLE).total();
    }

    /** How much of the whole the stages explain; above 1 when together they cost less than one by one. */
    double ratio() {
        return stages() / whole();
    }

    String json() {
        ObjectNode out = Json.MAPPER.createObjectNode();
        out.put("cores", cores);
        out.put("load_average", load);
        ArrayNode listed = out.putArray("rows");
        rows.forEach(r -> write(r, listed.addObject()));
        ObjectNode at = out.putObject("whole_by_samples");
        shares.forEach(at::put);
        StageCost whole = row(WHOLE);
        out.put(
                "checkpoint_share",
                (double) whole.cpu().group(ThreadUse.CHECKPOINTS) / whole.cpu().process());
        out.put("stages_us", stages());
        out.put("whole_us", whole());
        out.put("ratio", ratio());
        ArrayNode times = out.putArray("latency");
        for (Latency l : latencies) {
            ObjectNode n = times.addObject();
            n.put("rule", l.rule());
            n.put("offered_per_second", l.offered());
            n.put("sent_per_second", l.sent());
            n.put("through_per_second", l.through());
            n.put("kept_up", l.keptUp());
            n.put("probes", l.probes());
            n.put("told", l.millis().size());
            n.put("configured_ms", l.configuredMs());
            n.put("p50_ms", l.quantile(.5));
            n.put("p99_ms", l.quantile(.99));
        }
        return out.toString();
    }

    private static void write(StageCost r, ObjectNode n) {
        n.put("row", r.id());
        n.put("messages", r.messages());
        n.put("read", r.read());
        ObjectNode written = n.putObject("written");
        r.written().forEach(written::put);
        n.put("seconds", r.seconds());
        n.put("messages_per_second", r.messagesPerSecond());
        ObjectNode us = n.putObject("cpu_us");
        us.put("jobs", r.micros(r.cpu().process()));
        r.cpu().servers().forEach((server, nanos) -> us.put(server.toLowerCase(Locale.ROOT), r.micros(nanos)));
        us.put("total", r.total());
        ArrayNode groups = n.putArray("groups");
        r.cpu()
                .jobs()
                .forEach((job, byGroup) -> byGroup.forEach((group, nanos) ->
                        groups.addObject().put("job", job).put("group", group).put("us", r.micros(nanos))));
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d messages in each row, %d cores, load average %.1f at the beginning, Java %s%n%n",
                row(WHOLE).messages(),
                cores,
                load,
                System.getProperty("java.version"));
        out.println("| row | messages/s | CPU µs a message | tasks | other threads | GC, JIT | Kafka | Elasticsearch |"
                + " Redis |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (StageCost r : rows) {
            CpuUse cpu = r.cpu();
            long jvm = cpu.group(ThreadUse.JVM);
            out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                    r.name(),
                    r.messagesPerSecond(),
                    r.total(),
                    r.micros(cpu.tasks()),
                    r.micros(cpu.process() - cpu.tasks() - jvm),
                    r.micros(jvm),
                    r.micros(cpu.server("Kafka")),
                    r.micros(cpu.server("Elasticsearch")),
                    r.micros(cpu.server("Redis")));
        }
        out.printf(
                Locale.ROOT,
                "%nratio %.2f: the four jobs alone %.1f µs, at once %.1f µs%n%n",
                ratio(),
                stages(),
                whole());
        printGroups(out);
        printShares(out);
        if (!latencies.isEmpty()) {
            printLatencies(out);
        }
        out.flush();
    }

    private void printGroups(PrintWriter out) {
        out.println("| row | job | threads | CPU µs a message |");
        out.println("| --- | --- | --- | ---: |");
        for (StageCost r : rows) {
            double small = 0;
            List<Map.Entry<String, Double>> lines = new ArrayList<>();
            for (Map.Entry<String, Map<String, Long>> job : r.cpu().jobs().entrySet()) {
                for (Map.Entry<String, Long> group : job.getValue().entrySet()) {
                    double us = r.micros(group.getValue());
                    if (us < SHOWN * r.total()) {
                        small += us;
                    } else {
                        lines.add(Map.entry(job.getKey() + " | " + shortened(group.getKey()), us));
                    }
                }
            }
            lines.sort(Comparator.comparing((Map.Entry<String, Double> l) -> l.getValue())
                    .reversed());
            lines.forEach(l -> out.printf(Locale.ROOT, "| %s | %s | %.1f |%n", r.id(), l.getKey(), l.getValue()));
            out.printf(Locale.ROOT, "| %s | | all others | %.1f |%n", r.id(), small);
        }
        out.println();
    }

    private static String shortened(String group) {
        String safe = group.replace("|", "/");
        return safe.length() <= NAME_LENGTH ? safe : safe.substring(0, NAME_LENGTH - 1) + "…";
    }

    private void printShares(PrintWriter out) {
        StageCost whole = row(WHOLE);
        out.printf(
                Locale.ROOT,
                "Of the whole, %.3f of the jobs' processor time was used by the threads that write checkpoints. Samples of the"
                        + " stacks of threads that ran Java code:%n%n",
                (double) whole.cpu().group(ThreadUse.CHECKPOINTS) / whole.cpu().process());
        out.println("| at | share of the samples |");
        out.println("| --- | ---: |");
        shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> out.printf(Locale.ROOT, "| %s | %.3f |%n", e.getKey(), e.getValue()));
        out.println();
    }

    private void printLatencies(PrintWriter out) {
        out.println(
                "| rule | offered/s | sent/s | read by detection/s | kept up | told | p50 ms | p99 ms | configured ms |"
                        + " p50 beyond | p99 beyond |");
        out.println("| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Latency l : latencies) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %,.0f | %s | %d of %d | %s | %s | %,d | %s | %s |%n",
                    l.rule(),
                    l.offered(),
                    l.sent(),
                    l.through(),
                    l.keptUp() ? "yes" : "NO",
                    l.millis().size(),
                    l.probes(),
                    millis(l, .5, 0),
                    millis(l, .99, 0),
                    l.configuredMs(),
                    millis(l, .5, l.configuredMs()),
                    millis(l, .99, l.configuredMs()));
        }
    }

    private static String millis(Latency l, double part, long without) {
        return l.millis().isEmpty() ? "–" : String.format(Locale.ROOT, "%,d", l.quantile(part) - without);
    }
}
