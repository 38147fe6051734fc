package io.tidewatch.local.bench.path;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Processor time of this process by job and by group of threads, and of the servers. Time and not speed is measured, so that other
 * work on the machine matters less. For one thread.
 */
final class CpuMeter {
    /** Of threads that work for several jobs, or for no one knows which. */
    static final String ALL_JOBS = "all jobs";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, ProcessHandle> servers;
    private final Map<Long, Seen> seen = new HashMap<>();
    private final Map<Long, String> jobs = new HashMap<>();
    private final Set<Long> old = new HashSet<>();

    private record Seen(String name, long nanos) {}

    /**
     * What had been used at an instant, all in nanoseconds.
     *
     * @param at {@link System#nanoTime}
     * @param threads also of those that have ended, as last seen
     * @param process of the whole process
     * @param servers name → used with all children
     */
    record Reading(long at, Map<Long, Seen> threads, long process, Map<String, Long> servers) {}

    /** @param servers name → process */
    CpuMeter(Map<String, ProcessHandle> servers) {
        this.servers = Map.copyOf(servers);
    }

    /** From now on threads are new ones: the next job's, when they work for one. */
    void mark() {
        old.clear();
        for (long id : threads.getAllThreadIds()) {
            old.add(id);
        }
    }

    /** What has come since the last mark and works for one job, works for this one. */
    void claim(String job) {
        look();
        seen.forEach((id, thread) -> {
            String group = ThreadUse.of(thread.name());
            // those that write checkpoints bear no name, and jobs that run already start some meanwhile
            if (!old.contains(id) && ThreadUse.isOfOneJob(group) && !group.equals(ThreadUse.CHECKPOINTS)) {
                jobs.putIfAbsent(id, job);
            }
        });
    }

    /** Takes note of threads that may be gone before the next reading. */
    void look() {
        long[] ids = threads.getAllThreadIds();
        long[] nanos = threads.getThreadCpuTime(ids);
        ThreadInfo[] named = threads.getThreadInfo(ids);
        for (int i = 0; i < ids.length; i++) {
            if (named[i] != null && nanos[i] >= 0) {
                seen.put(ids[i], new Seen(named[i].getThreadName(), nanos[i]));
            }
        }
    }

    Reading read() {
        look();
        Map<String, Long> used = new HashMap<>();
        servers.forEach((name, process) -> used.put(name, withChildren(process)));
        return new Reading(System.nanoTime(), Map.copyOf(seen), system.getProcessCpuTime(), used);
    }

    private static long withChildren(ProcessHandle process) {
        return used(process) + process.descendants().mapToLong(CpuMeter::used).sum();
    }

    private static long used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /**
     * What was used between two readings.
     *
     * @param only the one job that ran; {@link #ALL_JOBS} when several did
     */
    CpuUse between(Reading from, Reading to, String only) {
        Map<String, Map<String, Long>> groups = new TreeMap<>();
        long known = 0;
        for (Map.Entry<Long, Seen> e : to.threads().entrySet()) {
            Seen before = from.threads().get(e.getKey());
            long nanos = e.getValue().nanos() - (before == null ? 0 : before.nanos());
            String group = ThreadUse.of(e.getValue().name());
            known += nanos;
            if (nanos > 0 && !group.equals(ThreadUse.JVM)) {
                String job = ThreadUse.isOfOneJob(group) ? jobs.getOrDefault(e.getKey(), only) : ALL_JOBS;
                groups.computeIfAbsent(job, j -> new TreeMap<>()).merge(group, nanos, Long::sum);
            } else if (group.equals(ThreadUse.JVM)) {
                known -= nanos;
            }
        }
        long process = to.process() - from.process();
        groups.computeIfAbsent(ALL_JOBS, j -> new TreeMap<>()).put(ThreadUse.JVM, Math.max(0, process - known));
        Map<String, Long> used = new TreeMap<>();
        to.servers()
                .forEach((name, nanos) ->
                        used.put(name, Math.max(0, nanos - from.servers().getOrDefault(name, 0L))));
        return CpuUse.of(groups, used);
    }
}
