package io.tidewatch.job.detect.launch;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.time.HoldingOperator;
import io.tidewatch.series.NewProducts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Counts what customers say of each product, and what they complain of, before it is sent to where launches are watched. */
public final class CountProductsOperator extends HoldingOperator<CountedMessage, ProductActivity> {
    private static final long serialVersionUID = 1L;

    private record Held(String product, String issue, long slot) {}

    private transient Map<Held, Long> held;

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<CountedMessage> element) {
        CountedMessage counted = element.getValue();
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        String product = f.product().name();
        if (product == null
                || product.isEmpty()
                || !counted.original()
                || !f.author().isCustomer()
                || m.noise() != null) {
            return;
        }
        long slot = NewProducts.slotOf(cameAt(element, f.eventTime()));
        held.merge(new Held(product, NewProducts.MESSAGE, slot), 1L, Long::sum);
        Set<String> issues = new HashSet<>();
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o) && issues.add(o.issue())) {
                held.merge(new Held(product, o.issue(), slot), 1L, Long::sum);
            }
        }
    }

    @Override
    protected void flush() {
        held.forEach((k, n) ->
                output.collect(new StreamRecord<>(new ProductActivity(k.product, k.issue, k.slot, n), k.slot)));
        held.clear();
    }
}
