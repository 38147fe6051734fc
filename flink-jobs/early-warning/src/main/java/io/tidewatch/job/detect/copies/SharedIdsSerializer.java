package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.shared.SharedIds;
import io.tidewatch.job.detect.state.PackedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps what is known of a source's ids as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class SharedIdsSerializer extends PackedSerializer<SharedIds> {
    public static final SharedIdsSerializer INSTANCE = new SharedIdsSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public SharedIds createInstance() {
        return new SharedIds();
    }

    @Override
    public void serialize(SharedIds ids, DataOutputView out) throws IOException {
        ids.pack(out);
    }

    @Override
    public SharedIds deserialize(DataInputView in) throws IOException {
        return SharedIds.unpack(in);
    }

    @Override
    public TypeSerializerSnapshot<SharedIds> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written with every snapshot; the packed form carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SharedIds> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
