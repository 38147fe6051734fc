package io.tidewatch.job.detect.tide;

import io.tidewatch.job.detect.state.PackedSerializer;
import io.tidewatch.series.Tide;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps the tide as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class TideSerializer extends PackedSerializer<Tide> {
    public static final TideSerializer INSTANCE = new TideSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public Tide createInstance() {
        return new Tide();
    }

    @Override
    public void serialize(Tide tide, DataOutputView out) throws IOException {
        tide.pack(out);
    }

    @Override
    public Tide deserialize(DataInputView in) throws IOException {
        return Tide.unpack(in);
    }

    @Override
    public TypeSerializerSnapshot<Tide> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written with every snapshot; the packed form carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Tide> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
