package io.tidewatch.local.stored;

import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Feedback that the running stack has stored, in a file that goes when this is closed.
 *
 * @param file annotated messages, one JSON object per line, gzipped
 * @param messages how many
 */
public record StoredFeedback(Path file, long messages) implements AutoCloseable {
    /**
     * @param from first event time, epoch milliseconds
     * @param to end, itself left out
     * @throws IOException when Elasticsearch is away or answers with an error, or the file cannot be written
     */
    public static StoredFeedback fetch(ElasticsearchHttp elasticsearch, long from, long to) throws IOException {
        Path file = Files.createTempFile("tidewatch-stored", ".jsonl.gz");
        try (BufferedWriter lines = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            long n = new FeedbackExport(elasticsearch, from, to).write(line -> {
                try {
                    lines.write(line);
                    lines.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new StoredFeedback(file, n);
        } catch (UncheckedIOException e) {
            Files.deleteIfExists(file);
            throw e.getCause();
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
