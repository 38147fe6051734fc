package io.tidewatch.local.stack;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.api.transformations.BroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/** The operators of a job as it is defined, to be driven one by one. */
final class DefinedJob implements AutoCloseable {
    private final StreamExecutionEnvironment env;

    private DefinedJob(StreamExecutionEnvironment env) {
        this.env = env;
    }

    static DefinedJob of(Consumer<StreamExecutionEnvironment> job) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        job.accept(env);
        return new DefinedJob(env);
    }

    @SuppressWarnings("unchecked")
    <O> StreamOperatorFactory<O> operator(String uid) {
        return ((OneInputTransformation<?, O>) find(uid)).getOperatorFactory();
    }

    @SuppressWarnings("unchecked")
    <I, J, O> TwoInputStreamOperator<I, J, O> ofTwoInputs(String uid) {
        TwoInputTransformation<I, J, O> t = (TwoInputTransformation<I, J, O>) find(uid);
        return (TwoInputStreamOperator<I, J, O>) ((SimpleOperatorFactory<O>) t.getOperatorFactory()).getOperator();
    }

    @SuppressWarnings("unchecked")
    <K, I, B, O> CoBroadcastWithKeyedOperator<K, I, B, O> keyed(String uid) {
        if (find(uid) instanceof TwoInputTransformation<?, ?, ?> t) {
            // an operator of our own
            return (CoBroadcastWithKeyedOperator<K, I, B, O>)
                    ((SimpleOperatorFactory<?>) t.getOperatorFactory()).getOperator();
        }
        KeyedBroadcastStateTransformation<K, I, B, O> t = (KeyedBroadcastStateTransformation<K, I, B, O>) find(uid);
        return new CoBroadcastWithKeyedOperator<>(t.getUserFunction(), t.getBroadcastStateDescriptors());
    }

    @SuppressWarnings("unchecked")
    <I, B, O> CoBroadcastWithNonKeyedOperator<I, B, O> broadcast(String uid) {
        BroadcastStateTransformation<I, B, O> t = (BroadcastStateTransformation<I, B, O>) find(uid);
        return new CoBroadcastWithNonKeyedOperator<>(t.getUserFunction(), t.getBroadcastStateDescriptors());
    }

    @SuppressWarnings("unchecked")
    <T> SourceTransformation<T, ?, ?> source(String uid) {
        return (SourceTransformation<T, ?, ?>) find(uid);
    }

    Transformation<?> find(String uid) {
        Set<Transformation<?>> all = new HashSet<>();
        env.getTransformations().forEach(t -> all.addAll(t.getTransitivePredecessors()));
        return all.stream()
                .filter(t -> uid.equals(t.getUid()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operator with uid " + uid));
    }

    @Override
    public void close() throws Exception {
        env.close();
    }
}
