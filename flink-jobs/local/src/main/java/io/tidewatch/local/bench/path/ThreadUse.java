package io.tidewatch.local.bench.path;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a thread of the process is there for, told by its name. */
final class ThreadUse {
    /** Begins the group of an operator chain; its name follows. */
    static final String TASK = "task: ";

    /** They wake the tasks and send what waits in their buffers. */
    static final String TIMERS = "timers and flushers of tasks";

    static final String FETCHES = "Kafka consumers";
    static final String PRODUCERS = "Kafka producers";
    static final String CHECKPOINTS = "checkpoints";
    static final String ELASTICSEARCH = "Elasticsearch client";
    static final String REDIS = "Redis client";
    static final String DELIVERY = "delivery to receivers";
    static final String FLINK = "Flink's other threads";
    static final String JVM = "JVM: GC, JIT and its other threads";

    /** The command itself, its receiver of webhooks, and Flight Recorder: no part of what a message costs. */
    static final String BENCH = "the benchmark";

    /** Client id of the command's own Kafka client. */
    static final String CLIENT = "tidewatch-bench-path";

    private static final Pattern SUBTASK = Pattern.compile("(.*) \\([0-9]+/[0-9]+\\)#[0-9]+");

    /** Beginnings of names in the order in which they are looked at. */
    private static final List<Map.Entry<String, String>> BEGINNINGS = List.<Map.Entry<String, String>>of(
            Map.entry("Source Data Fetcher for ", FETCHES),
            Map.entry("Time Trigger for ", TIMERS),
            Map.entry("System Time Trigger for ", TIMERS),
            Map.entry("OutputFlusher for ", TIMERS),
            Map.entry("kafka-producer-network-thread", PRODUCERS),
            Map.entry("AsyncOperations", CHECKPOINTS),
            Map.entry("elasticsearch-", ELASTICSEARCH),
            Map.entry("I/O dispatcher", ELASTICSEARCH),
            Map.entry("pool-", ELASTICSEARCH),
            Map.entry("lettuce-", REDIS),
            Map.entry("redis-", REDIS),
            Map.entry("tidewatch-redis", REDIS),
            Map.entry("tidewatch-outbound", DELIVERY),
            Map.entry("tidewatch-receipts", DELIVERY),
            Map.entry("HttpClient-", DELIVERY),
            Map.entry("main", BENCH),
            Map.entry("push-receiver", BENCH),
            Map.entry("HTTP-Dispatcher", BENCH),
            Map.entry("JFR ", BENCH),
            Map.entry("kafka-admin-client-thread | " + CLIENT, BENCH),
            Map.entry("Reference Handler", JVM),
            Map.entry("Finalizer", JVM),
            Map.entry("Signal Dispatcher", JVM),
            Map.entry("Notification Thread", JVM),
            Map.entry("Common-Cleaner", JVM));

    private ThreadUse() {}

    /** The group of a thread: of a task its operator chain, without the number of the subtask. */
    static String of(String thread) {
        for (Map.Entry<String, String> b : BEGINNINGS) {
            if (thread.startsWith(b.getKey())) {
                return b.getValue();
            }
        }
        Matcher task = SUBTASK.matcher(thread);
        return task.matches() ? TASK + task.group(1) : FLINK;
    }

    /** Whether such threads work for one job and not for all. */
    static boolean isOfOneJob(String group) {
        return !group.equals(FLINK) && !group.equals(JVM) && !group.equals(BENCH);
    }

    /**
     * What each group used, from what each thread did.
     *
     * @param nanos thread → nanoseconds
     */
    static Map<String, Long> grouped(Map<String, Long> nanos) {
        Map<String, Long> groups = new TreeMap<>();
        nanos.forEach((thread, n) -> groups.merge(of(thread), n, Long::sum));
        return groups;
    }
}
