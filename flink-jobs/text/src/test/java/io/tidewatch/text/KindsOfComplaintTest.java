package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kinds of sentences that words alone get wrong: how many of a kind are read rightly stands in its heading and does not fall. */
class KindsOfComplaintTest {
    private static final Pattern HEADING = Pattern.compile("# (.+): (\\d+)");

    /** Sentences of one kind. */
    private record Kind(String name, int held, List<String> lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() throws IOException {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        String name = "";
        try (InputStream in = KindsOfComplaintTest.class.getResourceAsStream("kinds-of-complaint.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    name = heading.group(1);
                    kinds.put(name, new Kind(name, Integer.parseInt(heading.group(2)), new ArrayList<>()));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    kinds.get(name).lines().add(line);
                }
            }
        }
        return kinds.values().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadAsManyOfAKindAsBefore(Kind kind) throws Exception {
        // when
        List<String> wrong = new ArrayList<>();
        for (String line : kind.lines()) {
            String[] parts = line.split(" \\| ", -1);
            String fields = parts.length > 2 ? parts[2] : "{}";
            AnnotatedFeedback read = MessageFixtures.analyze(parts[0].strip().replace("\\n", "\n"), fields);
            if (!isRight(parts[1].strip(), read)) {
                wrong.add(line + " → " + read.sentiment().label().wire() + " "
                        + read.opinions().stream().map(MessageFixtures::show).toList());
            }
        }
        // then
        int right = kind.lines().size() - wrong.size();
        System.out.printf("%s: %d of %d%n", kind, right, kind.lines().size());
        wrong.forEach(w -> System.out.println("  " + w));
        assertThat(right).as(String.join("\n", wrong)).isGreaterThanOrEqualTo(kind.held());
    }

    private static boolean isRight(String expected, AnnotatedFeedback read) {
        Label label = read.sentiment().label();
        Set<String> complaints = read.opinions().stream()
                .filter(Opinion::complaint)
                .map(Opinion::issue)
                .collect(Collectors.toSet());
        return switch (expected) {
            case "=" -> complaints.isEmpty();
            case "-" -> label != Label.NEGATIVE && complaints.isEmpty();
            case "other" -> label == Label.NEGATIVE && !complaints.isEmpty();
            default -> !complaints.isEmpty() && List.of(expected.split("\\+")).containsAll(complaints);
        };
    }
}
