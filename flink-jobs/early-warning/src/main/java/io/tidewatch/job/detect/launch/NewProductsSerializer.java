package io.tidewatch.job.detect.launch;

import io.tidewatch.job.detect.state.PackedSerializer;
import io.tidewatch.series.NewProducts;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps what is known of products as an object on the heap and as its own packed form in snapshots and RocksDB. */
public final class NewProductsSerializer extends PackedSerializer<NewProducts> {
    public static final NewProductsSerializer INSTANCE = new NewProductsSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public NewProducts createInstance() {
        return new NewProducts();
    }

    @Override
    public void serialize(NewProducts products, DataOutputView out) throws IOException {
        products.pack(out);
    }

    @Override
    public NewProducts deserialize(DataInputView in) throws IOException {
        return NewProducts.unpack(in);
    }

    @Override
    public TypeSerializerSnapshot<NewProducts> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written with every snapshot; the packed form carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<NewProducts> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
