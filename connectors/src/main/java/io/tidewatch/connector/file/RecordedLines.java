package io.tidewatch.connector.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What a file of raw or annotated feedback holds, found out before it is played.
 *
 * @param messages how many, heartbeats included
 * @param first event time of the earliest, epoch milliseconds
 * @param last event time of the latest, epoch milliseconds
 * @param broken lines that are neither
 */
public record RecordedLines(long messages, long first, long last, BrokenRows broken) {
    private static final FeedbackJson FORMAT = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);

    /**
     * @param mask takes personal data out of what a problem quotes
     * @throws UnusableFileException when it cannot be read, or holds no message
     */
    public static RecordedLines of(Path file, UnaryOperator<String> mask) {
        BrokenRows broken = new BrokenRows(mask);
        long messages = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (JsonLinesFile lines = JsonLinesFile.open(file)) {
            for (JsonLinesFile.Line line = lines.next(); line != null; line = lines.next()) {
                try {
                    long time = read(line.json()).eventTime();
                    messages++;
                    first = Math.min(first, time);
                    last = Math.max(last, time);
                } catch (InvalidFeedbackException e) {
                    broken.add("line " + line.number() + ", " + e.getMessage());
                }
            }
        }
        if (messages == 0) {
            String why = broken.lines().isEmpty() ? "" : ": " + broken.lines().get(0);
            throw new UnusableFileException("no message in " + file + why);
        }
        return new RecordedLines(messages, first, last, broken);
    }

    private static Feedback read(byte[] line) throws InvalidFeedbackException {
        // as lenient with bytes that are no UTF-8 as the reader of the backtest
        String text = new String(line, StandardCharsets.UTF_8);
        JsonNode n;
        try {
            n = Json.tree(text);
        } catch (IOException e) {
            return FORMAT.read(text, "other"); // which says what is wrong
        }
        return n != null && n.isObject() && AnnotatedJson.isAnnotated(n)
                ? AnnotatedJson.read(n).feedback()
                : n != null && n.isObject() ? FORMAT.readTree(n, "other") : FORMAT.read(text, "other");
    }
}
