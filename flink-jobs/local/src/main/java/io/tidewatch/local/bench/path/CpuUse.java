package io.tidewatch.local.bench.path;

import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time used over some time, nanoseconds.
 *
 * @param jobs job → group of threads → used; without what the benchmark itself used
 * @param servers server → used
 */
record CpuUse(Map<String, Map<String, Long>> jobs, Map<String, Long> servers) {
    CpuUse {
        jobs = Map.copyOf(jobs);
        servers = Map.copyOf(servers);
    }

    /** Leaves out what the benchmark itself used. */
    static CpuUse of(Map<String, Map<String, Long>> groups, Map<String, Long> servers) {
        Map<String, Map<String, Long>> jobs = new TreeMap<>();
        groups.forEach((job, byGroup) -> {
            Map<String, Long> own = new TreeMap<>(byGroup);
            own.remove(ThreadUse.BENCH);
            if (!own.isEmpty()) {
                jobs.put(job, Map.copyOf(own));
            }
        });
        return new CpuUse(jobs, servers);
    }

    /** Of the process of the jobs. */
    long process() {
        return jobs.values().stream()
                .flatMap(groups -> groups.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Of a group of threads, all jobs together. */
    long group(String group) {
        return jobs.values().stream()
                .mapToLong(groups -> groups.getOrDefault(group, 0L))
                .sum();
    }

    /** Of all tasks of all jobs. */
    long tasks() {
        return jobs.values().stream()
                .flatMap(groups -> groups.entrySet().stream())
                .filter(g -> g.getKey().startsWith(ThreadUse.TASK))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Of one server; 0 when there is none of that name. */
    long server(String name) {
        return servers.getOrDefault(name, 0L);
    }

    /** Of all processes. */
    long total() {
        return process() + servers.values().stream().mapToLong(Long::longValue).sum();
    }
}
