package io.tidewatch.job.detect.redact;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes deleted and changed messages out of the evidence of alerts. An open alert that shows one is amended at once: its
 * evidence without that message, the revision one higher, nothing else; so it pages nobody. Whatever is emitted later,
 * open or resolved, is without it too.
 *
 * <p>Key: one, for the whole job; alerts and redactions are few. Kept: open alerts as emitted, how many revisions were
 * added to each (both until it is resolved), and the redactions for {@value #KEPT_DAYS} days: evidence may be sampled from
 * messages of the last week.
 */
public final class RedactFunction extends KeyedCoProcessFunction<Integer, Alert, Redaction, Alert> {
    private static final long serialVersionUID = 1L;
    private static final int KEPT_DAYS = 8;
    private static final long DAY_MS = 24 * 3_600_000L;

    private transient MapState<String, Alert> open;
    private transient MapState<String, Integer> added;
    private transient MapState<String, Redaction> redactions;
    private transient MapState<String, Long> since;

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("open", Types.STRING, TypeInformation.of(Alert.class)));
        added = getRuntimeContext().getMapState(new MapStateDescriptor<>("added", Types.STRING, Types.INT));
        redactions = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("redactions", Types.STRING, TypeInformation.of(Redaction.class)));
        since = getRuntimeContext().getMapState(new MapStateDescriptor<>("since", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement1(Alert a, Context ctx, Collector<Alert> out) throws Exception {
        Integer more = added.get(a.id());
        Alert shown = a.toBuilder()
                .revision(a.revision() + (more == null ? 0 : more))
                .evidence(redacted(a.evidence()))
                .build();
        if (shown.isOpen()) {
            open.put(a.id(), shown);
        } else {
            open.remove(a.id());
            added.remove(a.id());
        }
        out.collect(shown);
    }

    @Override
    public void processElement2(Redaction r, Context ctx, Collector<Alert> out) throws Exception {
        if (redactions.isEmpty()) {
            ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + DAY_MS);
        }
        redactions.put(r.id(), r);
        since.put(r.id(), ctx.timerService().currentProcessingTime());
        List<Alert> amended = new ArrayList<>();
        for (Alert a : open.values()) {
            Evidence evidence = redacted(a.evidence());
            if (!evidence.equals(a.evidence())) {
                amended.add(a.toBuilder()
                        .status(AlertStatus.AMENDED)
                        .revision(a.revision() + 1)
                        .evidence(evidence)
                        .build());
            }
        }
        for (Alert a : amended) {
            Integer more = added.get(a.id());
            added.put(a.id(), more == null ? 1 : more + 1);
            open.put(a.id(), a);
            out.collect(a);
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, Long> e : since.entries()) {
            if (e.getValue() <= at - KEPT_DAYS * DAY_MS) {
                old.add(e.getKey());
            }
        }
        for (String id : old) {
            redactions.remove(id);
            since.remove(id);
        }
        if (!redactions.isEmpty()) {
            ctx.timerService().registerProcessingTimeTimer(at + DAY_MS);
        }
    }

    private Evidence redacted(Evidence e) throws Exception {
        List<EvidenceSample> samples = new ArrayList<>();
        for (EvidenceSample s : e.samples()) {
            if (!isGone(s)) {
                samples.add(s);
            }
        }
        EvidenceSample first = e.first();
        return e.showing(first == null || isGone(first) ? null : first, samples);
    }

    private boolean isGone(EvidenceSample s) throws Exception {
        Redaction r = redactions.get(s.id());
        return r != null && r.concerns(s);
    }
}
