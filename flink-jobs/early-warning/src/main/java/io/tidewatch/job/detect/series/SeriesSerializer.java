package io.tidewatch.job.detect.series;

import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.series.Series;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps a series as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class SeriesSerializer extends TypeSerializerSingleton<Series> {
    public static final SeriesSerializer INSTANCE = new SeriesSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Series createInstance() {
        return new Series(0, DetectSettings.CHINA_MS);
    }

    @Override
    public Series copy(Series from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(1024);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public Series copy(Series from, Series reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Series series, DataOutputView out) throws IOException {
        out.writeLong(series.zoneMs());
        series.pack(out);
    }

    @Override
    public Series deserialize(DataInputView in) throws IOException {
        long zoneMs = in.readLong();
        return Series.unpack(in, zoneMs);
    }

    @Override
    public Series deserialize(Series reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public TypeSerializerSnapshot<Series> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written with every snapshot; the packed form carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Series> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
