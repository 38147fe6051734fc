package io.tidewatch.connector.redis;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Shows absolute values in Redis, best effort: never blocks and never fails the job. While Redis is away the newest
 * value of each key is kept and the rest dropped and counted; whoever writes repeats its values within a minute.
 */
public final class RedisSink implements Sink<RedisWrite> {
    private static final long serialVersionUID = 1L;

    private final RedisSettings settings;

    public RedisSink(RedisSettings settings) {
        this.settings = settings;
    }

    @Override
    public SinkWriter<RedisWrite> createWriter(WriterInitContext context) {
        RedisPipeline.Source client = new LettucePipeline.Client(settings);
        RedisWriterThread thread = new RedisWriterThread(client, settings, RedisMetrics.in(context.metricGroup()));
        context.metricGroup().gauge("values_pending", thread::pending);
        thread.start();
        return new Writer(client, thread);
    }

    private static final class Writer implements SinkWriter<RedisWrite> {
        /** A checkpoint waits no longer than this for Redis, milliseconds. */
        private static final long CHECKPOINT_WAIT = 200;

        private static final long END_WAIT = 5_000;

        private final RedisPipeline.Source client;
        private final RedisWriterThread thread;

        Writer(RedisPipeline.Source client, RedisWriterThread thread) {
            this.client = client;
            this.thread = thread;
        }

        @Override
        public void write(RedisWrite write, Context context) {
            thread.add(write);
        }

        @Override
        public void flush(boolean endOfInput) throws InterruptedException {
            thread.drain(endOfInput ? END_WAIT : CHECKPOINT_WAIT);
        }

        @Override
        public void close() throws InterruptedException {
            thread.shutDown();
            thread.join(2_000);
            client.close();
        }
    }
}
