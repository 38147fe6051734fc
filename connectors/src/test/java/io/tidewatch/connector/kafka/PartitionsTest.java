package io.tidewatch.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    /** So that one who writes with that text as the key finds the same partition. */
    @Test
    void shouldSpreadTextsAsKafkaSpreadsKeys() {
        assertThat(IntStream.range(0, 100).map(i -> Partitions.of("rule:" + i, 4)))
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .map(i -> BuiltInPartitioner.partitionForKey(("rule:" + i).getBytes(StandardCharsets.UTF_8), 4))
                        .boxed()
                        .toList())
                .contains(0, 1, 2, 3);
    }
}
