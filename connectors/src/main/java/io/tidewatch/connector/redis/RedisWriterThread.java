package io.tidewatch.connector.redis;

import io.tidewatch.connector.redis.RedisPipeline.Answer;
import io.tidewatch.connector.redis.RedisPipeline.UnavailableException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is pending, batch by batch, and connects again and again while Redis is away. The job's thread only ever
 * takes the lock for a moment.
 */
final class RedisWriterThread extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWriterThread.class);

    private final RedisPipeline.Source source;
    private final RedisSettings settings;
    private final RedisMetrics metrics;
    private final PendingWrites pending;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean busy;
    private boolean away;
    private boolean hurry;
    private volatile boolean stopped;

    RedisWriterThread(RedisPipeline.Source source, RedisSettings settings, RedisMetrics metrics) {
        super("redis-writer");
        this.source = source;
        this.settings = settings;
        this.metrics = metrics;
        pending = new PendingWrites(settings.capacity());
        setDaemon(true);
    }

    void add(RedisWrite write) {
        lock.lock();
        try {
            metrics.dropped().inc(pending.put(write));
            // The thread sleeps while there is nothing; a waiting batch is woken early only when it is full.
            if (pending.size() == 1 || pending.size() == settings.batchSize()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int pending() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written, Redis is found away, or the time is over. */
    void drain(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            hurry = true;
            changed.signalAll();
            while ((pending.size() > 0 || busy) && !away && !stopped) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                changed.awaitNanos(left);
            }
        } finally {
            hurry = false;
            lock.unlock();
        }
    }

    void shutDown() {
        stopped = true;
        interrupt();
    }

    @Override
    public void run() {
        RedisPipeline pipeline = null;
        try {
            while (!stopped) {
                List<RedisWrite> batch = nextBatch();
                try {
                    if (pipeline == null) {
                        pipeline = source.connect();
                    }
                    count(batch, pipeline.write(batch));
                    done(null, batch);
                } catch (UnavailableException | RuntimeException e) {
                    if (pipeline != null) {
                        pipeline.close();
                        pipeline = null;
                    }
                    done(e, batch);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("redis writer interrupted");
        } finally {
            if (pipeline != null) {
                pipeline.close();
            }
        }
    }

    /** Waits for something to write, then a little for company, and while Redis is away for the next attempt. */
    private List<RedisWrite> nextBatch() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.size() == 0) {
                changed.await();
            }
            long left = TimeUnit.MILLISECONDS.toNanos(away ? settings.reconnect() : settings.linger());
            while (left > 0 && (away || !(hurry || pending.size() >= settings.batchSize()))) {
                left = changed.awaitNanos(left);
            }
            busy = true;
            return pending.take(settings.batchSize());
        } finally {
            lock.unlock();
        }
    }

    private void count(List<RedisWrite> batch, List<Answer> answers) {
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.get(i)) {
                case WRITTEN -> metrics.written().inc();
                case SUPERSEDED -> metrics.superseded().inc();
                case REFUSED -> {
                    metrics.refused().inc();
                    LOG.warn(
                            "redis refused a value: op={} key={}",
                            batch.get(i).op(),
                            batch.get(i).key());
                }
            }
        }
    }

    private void done(@Nullable Exception problem, List<RedisWrite> batch) {
        lock.lock();
        try {
            if (problem != null) {
                metrics.failures().inc();
                metrics.dropped().inc(pending.giveBack(batch));
                if (!away) {
                    LOG.warn(
                            "redis away, keeping the newest values: pending={} problem={}",
                            pending.size(),
                            problem.toString());
                }
            } else if (away) {
                LOG.info("redis is back: pending={}", pending.size());
            }
            away = problem != null;
            busy = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
