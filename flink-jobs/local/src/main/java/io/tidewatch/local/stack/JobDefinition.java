package io.tidewatch.local.stack;

import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One of the jobs.
 *
 * @param name also the name of its checkpoints
 */
public record JobDefinition(String name, Consumer<StreamExecutionEnvironment> define) {}
