package io.tidewatch.job.detect.limit;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/**
 * Flink's operator for functions that keep a limit over all keys of their subtask: functions see their own key only, but
 * a limit is kept by dropping someone else's state.
 *
 * @param <I> keyed input
 * @param <B> what is broadcast
 */
public class OtherKeysOperator<I, B, O> extends CoBroadcastWithKeyedOperator<String, I, B, O> {
    private static final long serialVersionUID = 1L;

    /** @param function one that {@link ReachesOtherKeys} */
    public OtherKeysOperator(
            KeyedBroadcastProcessFunction<String, I, B, O> function, List<MapStateDescriptor<?, ?>> broadcast) {
        super(function, broadcast);
    }

    @Override
    public void open() throws Exception {
        super.open();
        ((ReachesOtherKeys) userFunction).reaches(new OtherKeys() {
            @Override
            public List<String> having(String state) {
                return keys(state);
            }

            @Override
            public void at(String key, Action action) throws Exception {
                OtherKeysOperator.this.at(key, action);
            }
        });
    }

    protected final List<String> keys(String state) {
        try (Stream<String> keys = this.<String>getKeyedStateBackend().getKeys(state, VoidNamespace.INSTANCE)) {
            return keys.toList();
        }
    }

    protected final void at(String key, OtherKeys.Action action) throws Exception {
        Object current = getCurrentKey();
        setCurrentKey(key);
        try {
            action.run();
        } finally {
            if (current != null) {
                setCurrentKey(current);
            }
        }
    }
}
