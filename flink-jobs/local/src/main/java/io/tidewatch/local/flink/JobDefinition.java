package io.tidewatch.local.flink;

import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One of the jobs.
 *
 * @param name also the name of its checkpoints
 * @param stateVersion which state it keeps, from 1
 * @param define adds its data path to an environment, with a uid on every operator
 */
public record JobDefinition(String name, int stateVersion, Consumer<StreamExecutionEnvironment> define) {
    public JobDefinition {
        if (stateVersion < 1) {
            throw new IllegalArgumentException("state version of " + name + ": " + stateVersion + ", expected from 1");
        }
    }
}
