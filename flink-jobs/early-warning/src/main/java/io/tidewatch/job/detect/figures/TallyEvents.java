package io.tidewatch.job.detect.figures;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.copies.CountedMessage;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * What the tallies count of one message: each issue it complains of once; itself once as a complaint, of however many
 * issues; and itself once for its source.
 */
public final class TallyEvents implements FlatMapFunction<CountedMessage, TallyEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(CountedMessage counted, Collector<TallyEvent> out) {
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        long author =
                StableHash.fast(f.author().id() == null ? f.id() : f.author().id());
        if (f.author().isCustomer() && m.noise() == null) {
            Set<String> issues = new HashSet<>();
            for (Opinion o : m.opinions()) {
                if (m.isComplaint(o) && issues.add(o.issue())) {
                    out.collect(complaint(o.issue(), f, counted.original(), author));
                }
            }
            if (!issues.isEmpty()) {
                out.collect(complaint("", f, counted.original(), author));
            }
            out.collect(
                    source(f, counted.original(), author, label(m.sentiment().label())));
        } else {
            out.collect(source(f, false, author, 0));
        }
    }

    /** @param issue empty for the message itself */
    private static TallyEvent complaint(String issue, Feedback f, boolean original, long author) {
        return new TallyEvent(
                issue,
                f.customer().region(),
                f.channel(),
                "",
                f.eventTime(),
                original,
                author,
                f.author().followers(),
                -1,
                false);
    }

    private static TallyEvent source(Feedback f, boolean original, long author, int label) {
        return new TallyEvent(
                "",
                "",
                "",
                f.source(),
                f.eventTime(),
                original,
                author,
                f.author().followers(),
                label,
                false);
    }

    private static int label(Label label) {
        return label == Label.NEGATIVE ? -1 : label == Label.POSITIVE ? 1 : 0;
    }
}
