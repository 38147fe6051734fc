package io.tidewatch.connector.elasticsearch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;

/** Documents that wait, as they stand in a checkpoint. */
final class IndexRequestStateSerializer extends AsyncSinkWriterStateSerializer<IndexRequest> {
    @Override
    protected void serializeRequestToStream(IndexRequest r, DataOutputStream out) throws IOException {
        out.writeUTF(r.index());
        out.writeUTF(r.id());
        out.writeLong(r.version());
        out.writeUTF(r.origin());
        out.writeInt(r.json().length);
        out.write(r.json());
    }

    @Override
    protected IndexRequest deserializeRequestFromStream(long requestSize, DataInputStream in) throws IOException {
        String index = in.readUTF();
        String id = in.readUTF();
        long version = in.readLong();
        String origin = in.readUTF();
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return new IndexRequest(index, id, version, json, origin);
    }

    @Override
    public int getVersion() {
        return 1;
    }
}
