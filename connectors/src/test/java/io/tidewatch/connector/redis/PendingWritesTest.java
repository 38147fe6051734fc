package io.tidewatch.connector.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingWritesTest {
    private final PendingWrites pending = new PendingWrites(3);

    @Test
    void shouldKeepOnlyTheNewestValueWhenAKeyIsWrittenAgain() {
        pending.put(RedisWrite.zset("tw:issues:5m", Map.of("a", 1.0)));
        pending.put(RedisWrite.zset("tw:issues:5m", Map.of("a", 2.0)));

        assertThat(pending.take(10)).containsExactly(RedisWrite.zset("tw:issues:5m", Map.of("a", 2.0)));
        assertThat(pending.size()).isZero();
    }

    @Test
    void shouldKeepFieldsApartWhenOneHashIsWrittenFieldByField() {
        pending.put(RedisWrite.put("h", "a", "1"));
        pending.put(RedisWrite.put("h", "b", "1"));
        pending.put(RedisWrite.delete("h", List.of("a")));

        assertThat(pending.take(10))
                .containsExactly(RedisWrite.put("h", "b", "1"), RedisWrite.delete("h", List.of("a")));
    }

    @Test
    void shouldForgetFieldsWhenTheWholeHashIsReplaced() {
        pending.put(RedisWrite.put("h", "a", "1"));
        pending.put(RedisWrite.hash("h", Map.of("b", "2")));

        assertThat(pending.take(10)).containsExactly(RedisWrite.hash("h", Map.of("b", "2")));
    }

    @Test
    void shouldWriteAFieldAfterItsHashWhenItCameAfter() {
        pending.put(RedisWrite.put("h", "a", "1"));
        pending.put(RedisWrite.hash("h", Map.of("b", "2")));
        pending.put(RedisWrite.put("h", "a", "3"));

        assertThat(pending.take(10))
                .containsExactly(RedisWrite.hash("h", Map.of("b", "2")), RedisWrite.put("h", "a", "3"));
    }

    @Test
    void shouldKeepStreamEntriesInOrder() {
        pending.put(RedisWrite.add("s", "1-0", Map.of("a", "1"), 100));
        pending.put(RedisWrite.add("s", "2-0", Map.of("a", "2"), 100));

        assertThat(pending.take(10)).extracting(RedisWrite::entryId).containsExactly("1-0", "2-0");
    }

    @Test
    void shouldDropTheOldestAndSayHowManyWhenFull() {
        int dropped = 0;
        for (int i = 0; i < 5; i++) {
            dropped += pending.put(RedisWrite.put("h", "f" + i, "v"));
        }

        assertThat(dropped).isEqualTo(2);
        assertThat(pending.take(10))
                .extracting(w -> w.fields().keySet().iterator().next())
                .containsExactly("f2", "f3", "f4");
    }

    @Test
    void shouldPreferWhatCameSinceWhenAFailedBatchIsGivenBack() {
        pending.put(RedisWrite.zset("z", Map.of("a", 1.0)));
        pending.put(RedisWrite.add("s", "1-0", Map.of("a", "1"), 100));
        List<RedisWrite> failed = pending.take(10);
        pending.put(RedisWrite.zset("z", Map.of("a", 2.0)));

        pending.giveBack(failed);

        assertThat(pending.take(10))
                .containsExactlyInAnyOrder(
                        RedisWrite.add("s", "1-0", Map.of("a", "1"), 100), RedisWrite.zset("z", Map.of("a", 2.0)));
    }
}
