package io.tidewatch.job.detect.launch;

import io.tidewatch.job.detect.time.EvaluationSpan;
import io.tidewatch.series.LaunchSlot;
import io.tidewatch.series.NewProducts;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says at the end of each slot how much was said of products that nobody had heard of before.
 *
 * <p>Key: one for all. Kept: one {@link NewProducts}, about 60 bytes a product.
 */
public final class LaunchFunction extends KeyedProcessFunction<Integer, ProductActivity, LaunchSlot> {
    private static final long serialVersionUID = 1L;

    private final EvaluationSpan span;
    private transient ValueState<NewProducts> products;

    public LaunchFunction(EvaluationSpan span) {
        this.span = span;
    }

    @Override
    public void open(OpenContext context) {
        products = getRuntimeContext().getState(new ValueStateDescriptor<>("products", NewProductsSerializer.INSTANCE));
    }

    @Override
    public void processElement(ProductActivity some, Context ctx, Collector<LaunchSlot> out) throws Exception {
        NewProducts p = known();
        p.add(some.slot(), some.product(), some.issue(), some.count());
        products.update(p);
        ctx.timerService().registerEventTimeTimer(some.slot());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<LaunchSlot> out) throws Exception {
        if (!span.contains(at, ctx.timerService().currentWatermark())) {
            return;
        }
        NewProducts p = known();
        LaunchSlot slot = p.look(at);
        products.update(p);
        if (slot != null) {
            out.collect(slot);
        }
    }

    private NewProducts known() throws IOException {
        NewProducts p = products.value();
        return p == null ? new NewProducts() : p;
    }
}
