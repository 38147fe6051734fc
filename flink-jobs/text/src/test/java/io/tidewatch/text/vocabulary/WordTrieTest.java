package io.tidewatch.text.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordTrieTest {
    @Test
    void shouldFindExactlyWhatASearchWordByWordFinds() {
        // given
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<String> words = new ArrayList<>(new HashSet<>(
                    random.ints(12, 1, 5).mapToObj(n -> letters(random, n)).toList()));
            WordTrie.Builder builder = new WordTrie.Builder();
            for (int w = 0; w < words.size(); w++) {
                builder.add(words.get(w), w);
            }
            String text = letters(random, 80);
            Hits hits = new Hits();
            // when
            WordTrie trie = builder.build();
            trie.find(text.toCharArray(), text.length(), hits);
            // then
            Set<String> found = new HashSet<>();
            for (int i = 0; i < hits.size; i++) {
                assertThat(trie.count(hits.value[i])).isOne();
                found.add(words.get(trie.value(hits.value[i], 0)) + "@" + hits.start[i]);
            }
            Set<String> expected = new HashSet<>();
            for (String w : words) {
                for (int i = text.indexOf(w); i >= 0; i = text.indexOf(w, i + 1)) {
                    expected.add(w + "@" + i);
                }
            }
            assertThat(found).isEqualTo(expected).hasSize(hits.size);
        }
    }

    private static String letters(Random random, int n) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < n; i++) {
            b.append((char) ('a' + random.nextInt(3)));
        }
        return b.toString();
    }
}
