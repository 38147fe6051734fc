package io.tidewatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.redis.RedisWrite;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StreamTypesTest {

    @Test
    void shouldRoundTripEveryStreamTypeWithoutGenericTypes() throws Exception {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        RawRecord raw = new RawRecord("t", 1, 2, 3, true, value, Map.of("ce_id", "x"));

        RawRecord back = roundTrip(RawRecord.class, raw);

        assertThat(back).usingRecursiveComparison().isEqualTo(raw);
        same(KeyedMessage.class, new KeyedMessage("k", "v"));
        same(IndexRequest.class, IndexRequest.of("i", "a", 1, "{}"));
        same(RedisWrite.class, RedisWrite.zset("z", Map.of("a", 1.5)));
        same(RedisWrite.class, RedisWrite.add("s", "1-0", Map.of("a", "b"), 10));
    }

    private static <T> void same(Class<T> type, T value) throws Exception {
        assertThat(roundTrip(type, value)).isEqualTo(value);
    }

    private static <T> T roundTrip(Class<T> type, T value) throws Exception {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(config);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
