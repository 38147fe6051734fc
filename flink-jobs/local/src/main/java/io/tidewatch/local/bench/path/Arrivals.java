package io.tidewatch.local.bench.path;

import io.tidewatch.local.demo.PushReceiver;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When the receiver was first told of each incident. Filled by the receiver's thread. */
final class Arrivals {
    private final Map<String, Long> first = new ConcurrentHashMap<>();
    private final AtomicLong pushes = new AtomicLong();

    void take(PushReceiver.Push push) {
        pushes.incrementAndGet();
        if (push.status().equals("firing")) {
            first.putIfAbsent(push.incident(), push.at());
        }
    }

    /** Epoch milliseconds; empty when it has not been told. */
    OptionalLong of(String incident) {
        Long at = first.get(incident);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** All of them so far. */
    long pushes() {
        return pushes.get();
    }
}
