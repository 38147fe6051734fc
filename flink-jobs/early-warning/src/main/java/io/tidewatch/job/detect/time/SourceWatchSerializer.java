package io.tidewatch.job.detect.time;

import io.tidewatch.job.detect.state.PackedSerializer;
import io.tidewatch.series.SourceWatch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps what is known of a source as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class SourceWatchSerializer extends PackedSerializer<SourceWatch> {
    public static final SourceWatchSerializer INSTANCE = new SourceWatchSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public SourceWatch createInstance() {
        return new SourceWatch();
    }

    @Override
    public void serialize(SourceWatch watch, DataOutputView out) throws IOException {
        watch.pack(out);
    }

    @Override
    public SourceWatch deserialize(DataInputView in) throws IOException {
        return SourceWatch.unpack(in);
    }

    @Override
    public TypeSerializerSnapshot<SourceWatch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written with every snapshot; the packed form carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceWatch> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
