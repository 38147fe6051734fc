package io.tidewatch.local.bench.path;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What the threads of the jobs were at, by samples of their stacks that the JVM's Flight Recorder takes. */
final class FrameShares implements AutoCloseable {
    static final String OTHER = "other";
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final Duration EVERY = Duration.ofMillis(20);

    /** What the innermost frame says that begins so, in the order in which they are looked at. */
    private static final List<Map.Entry<String, String>> LAYERS = List.of(
            Map.entry("org.apache.flink.runtime.state.", "state"),
            Map.entry("org.apache.flink.runtime.checkpoint.", "checkpoints"),
            Map.entry("org.apache.flink.streaming.api.operators.InternalTimer", "state"),
            Map.entry("org.apache.flink.streaming.api.operators.TimerHeapInternalTimer", "state"),
            Map.entry("org.rocksdb.", "state"),
            Map.entry("org.apache.flink.api.common.typeutils.", "serialisation"),
            Map.entry("org.apache.flink.api.java.typeutils.", "serialisation"),
            Map.entry("org.apache.flink.core.memory.", "serialisation"),
            Map.entry("org.apache.flink.types.", "serialisation"),
            Map.entry("org.apache.flink.runtime.plugable.", "serialisation"),
            Map.entry("org.apache.flink.runtime.io.", "exchanges between tasks"),
            Map.entry("org.apache.flink.streaming.runtime.io.", "exchanges between tasks"),
            Map.entry("org.apache.flink.shaded.netty", "exchanges between tasks"),
            Map.entry("org.apache.kafka.", "Kafka clients"),
            Map.entry("org.apache.flink.connector.", "Kafka clients"),
            Map.entry("com.fasterxml.jackson.", "JSON"),
            Map.entry("io.tidewatch.wire.", "JSON"),
            Map.entry("io.tidewatch.connector.elasticsearch.", "Elasticsearch client"),
            Map.entry("co.elastic.", "Elasticsearch client"),
            Map.entry("org.apache.http.", "Elasticsearch client"),
            Map.entry("org.elasticsearch.", "Elasticsearch client"),
            Map.entry("io.lettuce.", "Redis client"),
            Map.entry("io.tidewatch.connector.redis.", "Redis client"),
            Map.entry("io.tidewatch.text.", "analysis of text"),
            Map.entry("com.hankcs.", "analysis of text"),
            Map.entry("io.tidewatch.", "detection, notification and other work of Tidewatch"));

    private final Path file;
    private final Recording recording = new Recording();

    /** @param file that is written and read */
    FrameShares(Path file) {
        this.file = file;
        recording.enable(SAMPLE).withPeriod(EVERY);
    }

    void start() {
        recording.start();
    }

    void stop() {
        recording.stop();
    }

    /** Share of the samples of each layer, 0 to 1; empty when there were none. */
    Map<String, Double> shares() throws IOException {
        recording.dump(file);
        Map<String, Long> samples = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (!event.getEventType().getName().equals(SAMPLE)) {
                continue;
            }
            RecordedThread thread = event.getThread("sampledThread");
            if (thread == null || event.getStackTrace() == null) {
                continue;
            }
            String name = thread.getJavaName() == null ? "" : thread.getJavaName();
            String use = ThreadUse.of(name);
            if (!use.equals(ThreadUse.BENCH)) {
                List<String> frames = event.getStackTrace().getFrames().stream()
                        .filter(RecordedFrame::isJavaFrame)
                        .map(f -> f.getMethod().getType().getName())
                        .toList();
                samples.merge(use.equals(ThreadUse.CHECKPOINTS) ? ThreadUse.CHECKPOINTS : layer(frames), 1L, Long::sum);
            }
        }
        return shares(samples);
    }

    static Map<String, Double> shares(Map<String, Long> samples) {
        double all = samples.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> shares = new TreeMap<>();
        samples.forEach((layer, n) -> shares.put(layer, n / all));
        return shares;
    }

    /**
     * What a thread is at.
     *
     * @param classes of its frames, the innermost first; that of Java's own say nothing
     */
    static String layer(List<String> classes) {
        for (String c : classes) {
            if (c.startsWith("org.apache.flink.") && c.endsWith("Serializer")) {
                return "serialisation";
            }
            for (Map.Entry<String, String> layer : LAYERS) {
                if (c.startsWith(layer.getKey())) {
                    return layer.getValue();
                }
            }
        }
        return OTHER;
    }

    @Override
    public void close() {
        recording.close();
    }
}
