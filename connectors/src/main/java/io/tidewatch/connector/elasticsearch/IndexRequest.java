package io.tidewatch.connector.elasticsearch;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One document to be written: it replaces what is stored under the same id unless that has a higher version.
 *
 * @param id 1–512 bytes of UTF-8
 * @param version at least 0; of two states of a document the one with the higher version stays
 * @param json UTF-8, one object
 * @param origin where it comes from, for the dead letter when it is rejected; opaque here, may be empty
 */
public record IndexRequest(String index, String id, long version, byte[] json, String origin) implements Serializable {
    /** Elasticsearch refuses a whole bulk request for one longer id. */
    public static final int MAX_ID_BYTES = 512;

    public IndexRequest {
        if (index.isEmpty()) {
            throw new IllegalArgumentException("index: empty, expected a name");
        }
        int idBytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (idBytes < 1 || idBytes > MAX_ID_BYTES) {
            throw new IllegalArgumentException("id: " + idBytes + " bytes, expected 1–" + MAX_ID_BYTES);
        }
        if (version < 0) {
            throw new IllegalArgumentException("version: " + version + ", expected at least 0");
        }
    }

    public static IndexRequest of(String index, String id, long version, String json) {
        return new IndexRequest(index, id, version, json.getBytes(StandardCharsets.UTF_8), "");
    }

    /** The document as text. */
    public String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexRequest o
                && index.equals(o.index)
                && id.equals(o.id)
                && version == o.version
                && origin.equals(o.origin)
                && Arrays.equals(json, o.json);
    }

    @Override
    public int hashCode() {
        return 31 * index.hashCode() + id.hashCode();
    }

    /** Without the document: it holds customers' words. */
    @Override
    public String toString() {
        return "IndexRequest[" + index + "/" + id + " version=" + version + " bytes=" + json.length + "]";
    }
}
