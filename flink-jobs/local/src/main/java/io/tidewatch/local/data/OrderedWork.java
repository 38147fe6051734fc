package io.tidewatch.local.data;

import io.tidewatch.connector.file.LineReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does the same to every line on several threads and gives the results out in the order of the lines. A bounded number of
 * lines is under way at any time, however long the input is.
 */
public final class OrderedWork {
    private static final int BATCH_LINES = 256;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCHES_PER_THREAD = 4;

    private final Step step;
    private final int threads;

    /** Any number of threads may call it at once. */
    @FunctionalInterface
    public interface Step {
        /** @param number of the line, from 1 */
        String apply(byte[] line, long number);
    }

    /** Takes results, one after the other. */
    @FunctionalInterface
    public interface Results {
        void write(List<String> results) throws IOException;
    }

    /** @param threads at least 1 */
    public OrderedWork(Step step, int threads) {
        this.step = step;
        this.threads = threads;
    }

    /** @return number of lines */
    public long run(LineReader lines, Results results) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, OrderedWork::daemon);
        try {
            Queue<Future<List<String>>> underWay = new ArrayDeque<>();
            long taken = 0;
            for (List<byte[]> batch = batch(lines); !batch.isEmpty(); batch = batch(lines)) {
                List<byte[]> mine = batch;
                long before = taken;
                underWay.add(pool.submit(() -> work(mine, before)));
                taken += batch.size();
                // One who writes line by line and waits for the answer gets it.
                boolean waiting = !lines.isReady();
                while (waiting ? !underWay.isEmpty() : underWay.size() >= threads * BATCHES_PER_THREAD) {
                    results.write(done(underWay.remove()));
                }
            }
            while (!underWay.isEmpty()) {
                results.write(done(underWay.remove()));
            }
            return taken;
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<byte[]> batch(LineReader lines) throws IOException {
        List<byte[]> batch = new ArrayList<>(BATCH_LINES);
        int bytes = 0;
        byte[] line = lines.next();
        while (line != null) {
            batch.add(line);
            bytes += line.length;
            boolean full = batch.size() >= BATCH_LINES || bytes >= BATCH_BYTES;
            line = full || !lines.isReady() ? null : lines.next();
        }
        return batch;
    }

    private List<String> work(List<byte[]> batch, long before) {
        List<String> out = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            out.add(step.apply(batch.get(i), before + i + 1));
        }
        return out;
    }

    private static List<String> done(Future<List<String>> batch) throws InterruptedException {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread t = new Thread(work, "ordered-work");
        t.setDaemon(true);
        return t;
    }
}
