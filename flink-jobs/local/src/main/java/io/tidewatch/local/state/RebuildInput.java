package io.tidewatch.local.state;

import io.tidewatch.local.flink.JobDefinition;
import io.tidewatch.local.flink.LocalFlink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * The input of a job that makes state: a file of lines that does not end the job, since a job that has ended keeps nothing.
 * That all lines were read is said by a file beside it: a savepoint taken after that has all of them behind it.
 */
final class RebuildInput implements AutoCloseable {
    private static final String END = "end of lines";
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path file;
    private final BufferedWriter out;
    private long written;

    /** @param file is made, and is gone after {@link #close} */
    RebuildInput(Path file) throws IOException {
        this.file = file;
        this.out = Files.newBufferedWriter(file);
    }

    /** @param line without a line break */
    void write(String line) throws IOException {
        out.write(line);
        out.write('\n');
        written++;
    }

    /** How many lines there are. */
    long written() {
        return written;
    }

    /**
     * Lets a job read the lines and keeps its state.
     *
     * @param define what it does with them
     * @param read called now and then with how many it has read
     * @param checkpoints where the state is to be
     */
    void play(LocalFlink flink, String job, Consumer<DataStream<String>> define, LongConsumer read, Path checkpoints)
            throws IOException {
        write(END);
        out.close();
        Path progress = sibling(".read");
        Path done = sibling(".done");
        JobDefinition definition = new JobDefinition(
                job,
                1,
                env -> define.accept(env.fromSource(
                                FileSource.forRecordStreamFormat(
                                                new TextLineInputFormat("UTF-8"),
                                                new org.apache.flink.core.fs.Path(file.toUri()))
                                        .monitorContinuously(LOOK)
                                        .build(),
                                WatermarkStrategy.noWatermarks(),
                                "recorded lines")
                        .uid("recorded-lines")
                        .setParallelism(1)
                        .flatMap(new UntilTheEnd(progress.toString(), done.toString()))
                        .returns(String.class)
                        .name("lines")
                        .uid("lines")
                        .setParallelism(1)));
        flink.prepare(
                definition,
                () -> {
                    report(progress, read);
                    return Files.exists(done);
                },
                checkpoints);
    }

    private static void report(Path progress, LongConsumer read) {
        try {
            String count = Files.exists(progress) ? Files.readString(progress) : "";
            if (!count.isEmpty()) {
                read.accept(Long.parseLong(count));
            }
        } catch (IOException e) {
            // it is being written: reported the next time
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
        Files.deleteIfExists(sibling(".read"));
        Files.deleteIfExists(sibling(".done"));
    }

    /** Passes the lines on and notes how many there were, and that the last one has come. */
    static final class UntilTheEnd implements FlatMapFunction<String, String> {
        private static final long serialVersionUID = 1L;
        private static final int EVERY = 5_000;

        private final String progress;
        private final String done;
        private long count;

        UntilTheEnd(String progress, String done) {
            this.progress = progress;
            this.done = done;
        }

        @Override
        public void flatMap(String line, Collector<String> out) throws IOException {
            if (line.equals(END)) {
                Files.createFile(Path.of(done));
                return;
            }
            out.collect(line);
            if (++count % EVERY == 0) {
                Files.writeString(Path.of(progress), Long.toString(count));
            }
        }
    }
}
