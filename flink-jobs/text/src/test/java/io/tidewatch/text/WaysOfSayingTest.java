package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people say in ways that words alone get wrong; which of them is a miss stands in the list. */
class WaysOfSayingTest {
    private static final String MISS = "~ ";

    static List<String> lines() throws IOException {
        try (InputStream in = WaysOfSayingTest.class.getResourceAsStream("ways-of-saying.txt")) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(l -> l.contains(" | ") && !l.startsWith("#"))
                    .toList();
        }
    }

    static List<String> held() throws IOException {
        return lines().stream().filter(l -> !l.startsWith(MISS)).toList();
    }

    static List<String> missed() throws IOException {
        return lines().stream()
                .filter(l -> l.startsWith(MISS))
                .map(l -> l.substring(MISS.length()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("held")
    void shouldBeReadAsAPersonReadsIt(String line) throws Exception {
        // when
        List<String> wrong = wrong(line);
        // then
        assertThat(wrong).as(line).isEmpty();
    }

    @Test
    void shouldNotCallAMissWhatIsReadRightly() throws Exception {
        // when
        Map<String, List<String>> right = new LinkedHashMap<>();
        for (String line : missed()) {
            List<String> wrong = wrong(line);
            if (wrong.isEmpty()) {
                right.put(line, wrong);
            }
        }
        // then
        assertThat(right.keySet()).isEmpty();
    }

    private static List<String> wrong(String line) throws Exception {
        String[] parts = line.split(" \\| ", -1);
        AnnotatedFeedback read = MessageFixtures.analyze(parts[0].strip(), parts.length > 2 ? parts[2] : "{}");
        boolean negative = read.sentiment().label() == Label.NEGATIVE;
        Set<String> complaints = read.opinions().stream()
                .filter(Opinion::complaint)
                .map(Opinion::issue)
                .collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        for (String expected : parts[1].strip().split(" ")) {
            boolean holds = switch (expected) {
                case "neg" -> negative;
                case "not-neg" -> !negative;
                case "any" -> !complaints.isEmpty();
                case "none" -> complaints.isEmpty();
                default -> named(expected, read, complaints);
            };
            if (!holds) {
                wrong.add(expected + ": " + read.sentiment().label().wire() + " " + complaints);
            }
        }
        return wrong;
    }

    private static boolean named(String expected, AnnotatedFeedback read, Set<String> complaints) {
        List<String> leaves = List.of(expected.substring(1).split("\\+"));
        return expected.startsWith("+")
                ? leaves.stream().anyMatch(complaints::contains)
                : read.opinions().stream().noneMatch(o -> leaves.contains(o.issue()) && o.label() != Label.POSITIVE);
    }
}
