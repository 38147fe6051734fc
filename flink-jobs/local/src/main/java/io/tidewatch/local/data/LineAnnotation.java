package io.tidewatch.local.data;

import io.tidewatch.connector.file.LineReader;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.util.concurrent.atomic.AtomicLong;

/** One line of feedback → one line of annotated feedback, or of what is wrong with it. Knows no clock. Thread-safe. */
public final class LineAnnotation implements OrderedWork.Step {
    /** Channel of a message that names none: no topic says one here. */
    private static final String DEFAULT_CHANNEL = "other";

    private final TextAnalysis analysis;
    private final DeclaredDimensions dimensions;
    private final FeedbackJson format;
    private final AtomicLong broken = new AtomicLong();

    /** With the packaged dimensions. */
    public LineAnnotation(TextAnalysis analysis, int maxText) {
        this(analysis, DimensionFiles.packaged(), maxText);
    }

    /**
     * @param dimensions that a message may carry
     * @param maxText longest text taken, in characters
     */
    public LineAnnotation(TextAnalysis analysis, DeclaredDimensions dimensions, int maxText) {
        this.dimensions = dimensions;
        this.analysis = analysis;
        this.format = new FeedbackJson(maxText);
    }

    @Override
    public String apply(byte[] line, long number) {
        try {
            return AnnotatedJson.write(analyze(read(line)).withTimes(0, 0));
        } catch (InvalidFeedbackException e) {
            broken.incrementAndGet();
            return problem(e, number);
        }
    }

    /** Lines so far that could not be annotated. */
    public long broken() {
        return broken.get();
    }

    private Feedback read(byte[] line) throws InvalidFeedbackException {
        if (line.length > LineReader.MAX_LINE) {
            throw new InvalidFeedbackException(
                    "record_too_long", "record: too long, expected at most " + LineReader.MAX_LINE + " bytes");
        }
        if (line.length == 0) {
            throw new InvalidFeedbackException("malformed_json", "record: empty, expected one JSON object");
        }
        return format.read(line, DEFAULT_CHANNEL);
    }

    private AnnotatedFeedback analyze(Feedback f) throws InvalidFeedbackException {
        try {
            return analysis.analyze(dimensions.only(f));
        } catch (RuntimeException | StackOverflowError e) {
            // Its message may quote the customer, so only its kind is reported.
            throw new InvalidFeedbackException(
                    "analysis_failed",
                    "record: the analysis failed with " + e.getClass().getSimpleName());
        }
    }

    private String problem(InvalidFeedbackException e, long number) {
        String masked = analysis.mask(String.valueOf(e.getMessage()));
        return Json.write(g -> {
            g.writeStringField("error", masked);
            g.writeStringField("reason", e.reason());
            g.writeNumberField("line", number);
        });
    }
}
