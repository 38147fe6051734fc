package io.tidewatch.job.detect.series;

import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.state.PackedSerializer;
import io.tidewatch.series.Series;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps a series as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class SeriesSerializer extends PackedSerializer<Series> {
    public static final SeriesSerializer INSTANCE = new SeriesSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public Series createInstance() {
        return new Series(0, DetectSettings.CHINA_MS);
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
