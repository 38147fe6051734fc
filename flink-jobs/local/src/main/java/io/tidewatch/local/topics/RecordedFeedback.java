package io.tidewatch.local.topics;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.file.InputFile;
import io.tidewatch.connector.file.LineReader;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of raw or annotated feedback, analysed as it is read: what was annotated is analysed again, because the taxonomy may have
 * changed since.
 *
 * @param file one JSON object per line, plain or .gz
 */
record RecordedFeedback(Path file) {
    private static final FeedbackJson FORMAT = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);
    private static final String DEFAULT_CHANNEL = "other";

    /** Takes messages in the order of the file. */
    @FunctionalInterface
    interface Taker {
        void take(AnnotatedFeedback message) throws IOException;
    }

    /**
     * @return lines that are no feedback
     * @throws UnusableFileException when the file cannot be read
     */
    long read(Analyzer analyzer, Taker taker) {
        long broken = 0;
        try (InputStream bytes = InputFile.open(file)) {
            LineReader lines = new LineReader(bytes);
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Feedback f = feedback(line);
                if (f != null) {
                    taker.take(analyzer.analyze(f));
                } else if (line.length > 0) {
                    broken++;
                }
            }
        } catch (IOException e) {
            throw new UnusableFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return broken;
    }

    /** @param out takes the event time of each message, epoch milliseconds */
    void times(LongConsumer out) {
        try (InputStream bytes = InputFile.open(file)) {
            LineReader lines = new LineReader(bytes);
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Feedback f = feedback(line);
                if (f != null && !f.isHeartbeat()) {
                    out.accept(f.eventTime());
                }
            }
        } catch (IOException e) {
            throw new UnusableFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Feedback feedback(byte[] line) {
        try {
            JsonNode n = Json.tree(new String(line, StandardCharsets.UTF_8));
            if (n == null || !n.isObject()) {
                return null;
            }
            return AnnotatedJson.isAnnotated(n)
                    ? AnnotatedJson.read(n).feedback()
                    : FORMAT.readTree(n, DEFAULT_CHANNEL);
        } catch (InvalidFeedbackException | IOException e) {
            return null;
        }
    }
}
