package io.tidewatch.dashboard.wall;

import io.javalin.http.sse.SseClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pages that are connected. Every message is the whole state of its topic, so only the newest of each topic is
 * kept: a new or returning page gets those, and a slow page skips what it missed instead of holding up the others.
 */
final class WallClients implements AutoCloseable {
    static final int MAX = 64;

    private record Message(long id, String json) {}

    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, Message> newest = new ConcurrentHashMap<>();
    private final AtomicLong ids;
    private final ExecutorService writers = Executors.newCachedThreadPool(r -> {
        Thread t = new Thread(r, "wall-writer");
        t.setDaemon(true);
        return t;
    });

    /** @param firstId above every id of an earlier run, so that a page that outlived us misses nothing */
    WallClients(long firstId) {
        ids = new AtomicLong(firstId);
    }

    /** Takes a page in, unless there are too many. */
    void add(SseClient sse) {
        if (clients.size() >= MAX) {
            sse.close();
            return;
        }
        long seen = lastSeen(sse.ctx().header("Last-Event-ID"));
        Client client = new Client(sse);
        sse.keepAlive();
        sse.onClose(() -> clients.remove(client));
        clients.add(client);
        newest.forEach((topic, message) -> {
            if (message.id() > seen) {
                client.offer(topic, message);
            }
        });
    }

    private static long lastSeen(@org.jspecify.annotations.Nullable String header) {
        try {
            return header == null ? -1 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    void send(String topic, String json) {
        Message message = new Message(ids.incrementAndGet(), json);
        newest.put(topic, message);
        clients.forEach(c -> c.offer(topic, message));
    }

    /** Lets vanished pages be noticed: only a failed write shows it. */
    void heartbeat() {
        clients.forEach(c -> c.offer("", new Message(0, "")));
    }

    int size() {
        return clients.size();
    }

    @Override
    public void close() {
        writers.shutdownNow();
        clients.forEach(c -> c.sse.close());
    }

    /** One page with what it has not been sent yet; at most one thread writes to it. */
    private final class Client {
        private final SseClient sse;
        private final Map<String, Message> pending = new LinkedHashMap<>();
        private boolean writing;

        Client(SseClient sse) {
            this.sse = sse;
        }

        synchronized void offer(String topic, Message message) {
            pending.put(topic, message);
            if (!writing) {
                writing = true;
                try {
                    writers.execute(this::drain);
                } catch (RejectedExecutionException closing) {
                    writing = false;
                }
            }
        }

        private void drain() {
            while (true) {
                String topic;
                Message message;
                synchronized (this) {
                    if (pending.isEmpty() || sse.terminated()) {
                        writing = false;
                        if (sse.terminated()) {
                            clients.remove(this);
                        }
                        return;
                    }
                    topic = pending.keySet().iterator().next();
                    message = pending.remove(topic);
                }
                if (topic.isEmpty()) {
                    sse.sendComment("still here");
                } else {
                    sse.sendEvent(topic, message.json(), String.valueOf(message.id()));
                }
            }
        }
    }
}
