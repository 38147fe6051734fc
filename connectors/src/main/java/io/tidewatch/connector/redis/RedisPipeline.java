package io.tidewatch.connector.redis;

import java.util.List;

/** A connection that writes a batch. Used by one thread. */
interface RedisPipeline extends AutoCloseable {

    /** One answer per write, in order. */
    enum Answer {
        WRITTEN,
        /** The stream had this entry, or a newer one, before. */
        SUPERSEDED,
        /** Redis will never take it: for example a key of another type. */
        REFUSED
    }

    /** @throws UnavailableException when Redis is away, busy or loading; the whole batch may be written again */
    List<Answer> write(List<RedisWrite> batch) throws UnavailableException, InterruptedException;

    @Override
    void close();

    /** Opens connections. */
    interface Source extends AutoCloseable {
        RedisPipeline connect() throws UnavailableException;

        @Override
        void close();
    }

    /** Redis does not answer, or not now. */
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(String problem, Throwable cause) {
            super(problem, cause);
        }
    }
}
