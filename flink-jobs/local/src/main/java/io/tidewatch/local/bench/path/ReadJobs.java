package io.tidewatch.local.bench.path;

import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.annotate.FeedbackReader;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.local.flink.JobDefinition;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The beginning of the annotate job by itself: the same source, then nothing, or nothing but the reading of JSON. */
final class ReadJobs {
    /** What the source of the annotate job is called. */
    static final String SOURCE = "tidewatch.feedback.*";

    static final String READ = "bench-read";
    static final String PARSE = "bench-parse";

    private ReadJobs() {}

    /** The raw topics, read by the annotate job's source, and dropped. */
    static JobDefinition read(JobSettings settings) {
        return new JobDefinition(
                READ,
                1,
                env -> source(env, settings, READ)
                        .sinkTo(new DiscardingSink<>())
                        .name("dropped")
                        .uid("bench-dropped"));
    }

    /** The same, each record read as feedback. */
    static JobDefinition parse(JobSettings settings) {
        return new JobDefinition(
                PARSE,
                1,
                env -> source(env, settings, PARSE)
                        .map(new Read(settings.maxTextLength()))
                        .returns(Feedback.class)
                        .name("parse")
                        .uid("bench-parse")
                        .sinkTo(new DiscardingSink<>())
                        .name("dropped")
                        .uid("bench-dropped"));
    }

    private static DataStream<RawRecord> source(StreamExecutionEnvironment env, JobSettings settings, String group) {
        env.setParallelism(settings.parallelism());
        return env.fromSource(KafkaSources.feedback(settings.kafka(), group), WatermarkStrategy.noWatermarks(), SOURCE)
                .uid("bench-source");
    }

    private static final class Read extends RichMapFunction<RawRecord, Feedback> {
        private static final long serialVersionUID = 1L;

        private final int maxTextLength;
        private transient FeedbackReader reader;

        Read(int maxTextLength) {
            this.maxTextLength = maxTextLength;
        }

        @Override
        public void open(OpenContext context) {
            reader = new FeedbackReader(maxTextLength);
        }

        @Override
        public Feedback map(RawRecord record) throws Exception {
            return reader.read(record);
        }
    }
}
