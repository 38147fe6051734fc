package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.shared.SharedIds;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps what is known of a source's ids as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class SharedIdsSerializer extends TypeSerializerSingleton<SharedIds> {
    public static final SharedIdsSerializer INSTANCE = new SharedIdsSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public SharedIds createInstance() {
        return new SharedIds();
    }

    @Override
    public SharedIds copy(SharedIds from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(1024);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public SharedIds copy(SharedIds from, SharedIds reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
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
    public SharedIds deserialize(SharedIds reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
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
