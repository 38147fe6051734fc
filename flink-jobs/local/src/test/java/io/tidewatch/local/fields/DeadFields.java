package io.tidewatch.local.fields;

import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the fields of a file from which nothing follows. Which fields there are is asked of the reader of the file itself: it is given a
 * key that does not exist in each mapping, and says what it expected. Two values of each field then go through production
 * code; what comes out must differ, or the reader must have said that the field is not applied, and never both.
 */
final class DeadFields {
    /** How many documents are played at a time. */
    static final int AT_A_TIME = 2;

    private static final String NOWHERE = "zzzzzzzzzzzzzzzz";
    private static final Pattern KNOWN = Pattern.compile("unknown \\w+ '" + NOWHERE + "', expected one of (.+)");

    /** Production code that reads a file. */
    interface Reader {
        Problems read(String text);
    }

    /** What production code makes of a file without errors, with everything in it that anybody sees. */
    interface Outcome {
        String of(String text) throws Exception;
    }

    /** The place of a field as changes are listed by: without indices and names that people choose. */
    interface Places {
        String of(String path);
    }

    private final Reader reader;
    private final Outcome outcome;
    private final Places places;
    private final Map<String, Change> changes = new TreeMap<>();
    private final Map<String, String> known = new ConcurrentHashMap<>();

    DeadFields(Reader reader, Outcome outcome, Places places) {
        this.reader = reader;
        this.outcome = outcome;
        this.places = places;
    }

    /** @param place as {@link Places} gives it, for example {@code groups[].interval} */
    DeadFields with(String place, Change change) {
        changes.put(place, change);
        return this;
    }

    /**
     * What is to be mended, one line for each field.
     *
     * @param full a document in which every mapping has its place
     * @param under only fields whose place is so, a regular expression
     */
    List<String> in(Document full, String under) throws Exception {
        List<String> problems = new ArrayList<>();
        reader.read(full.yaml()).list().stream()
                .filter(p -> !p.warning())
                .forEach(p -> problems.add("the document that the changes begin with: " + p));
        Map<String, String> fields = new LinkedHashMap<>();
        // a change may bring mappings that the document does not have
        for (Document d : documents(full)) {
            fields(d).forEach(fields::putIfAbsent);
        }
        fields.keySet().removeIf(place -> !place.matches(under));
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Map<String, Future<String>> verdicts = new LinkedHashMap<>();
            fields.forEach((place, path) -> verdicts.put(place, threads.submit(() -> verdict(full, place, path))));
            for (Map.Entry<String, Future<String>> v : verdicts.entrySet()) {
                if (!v.getValue().get().isEmpty()) {
                    problems.add(v.getKey() + ": " + v.getValue().get());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return problems;
    }

    private List<Document> documents(Document full) {
        List<Document> out = new ArrayList<>();
        out.add(full);
        changes.values().stream().filter(c -> !c.foreign()).forEach(c -> {
            out.add(c.one().apply(full));
            out.add(c.other().apply(full));
        });
        out.removeIf(d -> reader.read(d.yaml()).hasErrors());
        return out;
    }

    /** Place → path of every field that the reader knows in the mappings of a document. */
    private Map<String, String> fields(Document d) {
        Map<String, String> out = new LinkedHashMap<>();
        Set<String> asked = new HashSet<>();
        d.mappings().forEach((path, keys) -> {
            if (!asked.add(places.of(path))) {
                return;
            }
            Set<String> names = names(d, path);
            if (!names.isEmpty()) {
                names.addAll(keys);
            }
            for (String name : names) {
                String field = Document.at(path, name);
                if (d.has(field) || belongs(d, field)) {
                    out.putIfAbsent(places.of(field), field);
                }
            }
        });
        return out;
    }

    /** What the reader expects in a mapping; nothing where people choose the names. */
    private Set<String> names(Document d, String path) {
        String nowhere = Document.at(path, NOWHERE);
        for (Problem p : reader.read(d.with(nowhere, "1").yaml()).list()) {
            Matcher expected = KNOWN.matcher(p.message());
            if (p.path().equals(nowhere) && expected.matches()) {
                return new LinkedHashSet<>(Arrays.asList(expected.group(1).split(", ")));
            }
        }
        return new LinkedHashSet<>();
    }

    /** False for a field that only other kinds have. */
    private boolean belongs(Document d, String field) {
        return reader.read(d.with(field, "1").yaml()).list().stream()
                .noneMatch(p -> p.path().equals(field) && p.message().contains("does not belong to"));
    }

    private String verdict(Document full, String place, String field) throws Exception {
        Change change = changes.get(place);
        if (change == null) {
            return "no change of it is listed: list two values of it from which something different follows";
        }
        String one = change.one().apply(full).yaml();
        String other = change.other().apply(full).yaml();
        if (one.equals(other)) {
            return "the two values are the same";
        }
        List<Problem> ofOne = reader.read(one).list();
        List<Problem> ofOther = reader.read(other).list();
        List<Problem> errors = new ArrayList<>();
        ofOne.stream().filter(p -> !p.warning()).forEach(errors::add);
        if (change.follows() == Change.Follows.REFUSAL) {
            return !errors.isEmpty()
                    ? "the value that is to be taken is refused: " + errors
                    : ofOther.stream().allMatch(Problem::warning)
                            ? "DEAD: no value of it is refused, and nothing else follows from it"
                            : "";
        }
        if (change.follows() == Change.Follows.WORDS) {
            return words(ofOne).equals(words(ofOther)) ? "DEAD: not even what is said of a fault differs" : "";
        }
        ofOther.stream().filter(p -> !p.warning()).forEach(errors::add);
        if (!errors.isEmpty()) {
            return "a value is refused: " + errors;
        }
        boolean marked = isMarked(field, ofOne) || isMarked(field, ofOther);
        boolean differs = !all(one, ofOne).equals(all(other, ofOther));
        if (differs == marked) {
            return differs
                    ? "it is said not to be applied, but something follows from it: take the mark off"
                    : "DEAD: nothing follows from it, and the reader does not say so";
        }
        return "";
    }

    /** What comes of a document, and what is said of it. */
    private String all(String text, List<Problem> problems) throws Exception {
        String played = known.get(text);
        if (played == null) {
            played = outcome.of(text);
            known.put(text, played);
        }
        return played + words(problems);
    }

    private static List<String> words(List<Problem> problems) {
        return problems.stream()
                .filter(p -> !p.isNotApplied())
                .map(p -> p.path() + ": " + p.message())
                .toList();
    }

    /** A mapping that is not applied takes all in it along. */
    private static boolean isMarked(String field, List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isNotApplied)
                .anyMatch(p ->
                        field.equals(p.path()) || field.startsWith(p.path() + ".") || field.startsWith(p.path() + "["));
    }
}
