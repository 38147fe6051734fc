package io.tidewatch.rule.cel;

import io.tidewatch.rule.cel.RowValues.TextOf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Many expressions, of which those are found that hold for the rows of a message without testing all of them: each is
 * filed under the values that it requires of {@value #INDEXED}, and only those are tested whose values the message has,
 * besides those that require nothing. Expressions that are the same object are one, tested once per row.
 *
 * <p>Not thread-safe.
 */
public final class WhereIndex {
    private static final String INDEXED = "issue category channel source region brand product";
    private static final List<String> NAMES = List.of(INDEXED.split(" "));

    /** An expression is filed at most so often; it then does without a name that would need more. */
    private static final int MAX_FILED = 64;

    private static final int[] NONE = {};

    private final Where[] wheres;
    private final IdentityHashMap<Where, Integer> numbers = new IdentityHashMap<>();
    private final int[] everywhere;
    private final List<Table> tables = new ArrayList<>();
    private final int[] place;

    /** What is filed under the values of the same names. */
    private static final class Table {
        private final TextOf[] names;
        private final Map<Object, int[]> filed = new HashMap<>();

        Table(List<String> names) {
            this.names = names.stream().map(RowValues::text).toArray(TextOf[]::new);
        }

        void file(List<String> values, int number) {
            filed.merge(values.size() == 1 ? values.get(0) : values, new int[] {number}, (before, more) -> {
                int[] longer = Arrays.copyOf(before, before.length + 1);
                longer[before.length] = number;
                return longer;
            });
        }

        int[] of(Row row) {
            if (names.length == 1) {
                String value = names[0].of(row);
                return value == null ? NONE : filed.getOrDefault(value, NONE);
            }
            String[] values = new String[names.length];
            for (int i = 0; i < names.length; i++) {
                String value = names[i].of(row);
                if (value == null) {
                    return NONE; // a comparison with what is missing is false
                }
                values[i] = value;
            }
            return filed.getOrDefault(Arrays.asList(values), NONE);
        }
    }

    /** Which expressions hold for the rows of one message. */
    public static final class Holding {
        private final int[] numbers;
        private final int[][] rows;
        private final int tested;

        private Holding(int[] numbers, int[][] rows, int tested) {
            this.numbers = numbers;
            this.rows = rows;
            this.tested = tested;
        }

        /** How many expressions hold for one row or more. */
        public int size() {
            return numbers.length;
        }

        /**
         * The number of one of them, in no order.
         *
         * @param i from 0, below {@link #size}
         */
        public int number(int i) {
            return numbers[i];
        }

        /**
         * The rows for which it holds, rising, never empty.
         *
         * @param i from 0, below {@link #size}
         */
        public int[] rows(int i) {
            return rows[i];
        }

        /** How many tests it took. */
        public int tested() {
            return tested;
        }
    }

    /** @param all may hold the same expression more than once */
    public WhereIndex(Iterable<? extends Where> all) {
        List<Where> distinct = new ArrayList<>();
        for (Where w : all) {
            if (numbers.putIfAbsent(w, distinct.size()) == null) {
                distinct.add(w);
            }
        }
        wheres = distinct.toArray(Where[]::new);
        place = new int[wheres.length];
        Map<List<String>, Table> byNames = new HashMap<>();
        List<Integer> unrestricted = new ArrayList<>();
        for (int i = 0; i < wheres.length; i++) {
            Map<String, Set<String>> keys = keys(wheres[i]);
            if (keys.isEmpty()) {
                unrestricted.add(i);
                continue;
            }
            Table table = byNames.computeIfAbsent(List.copyOf(keys.keySet()), names -> {
                Table t = new Table(names);
                tables.add(t);
                return t;
            });
            for (List<String> values : combinations(keys.values())) {
                table.file(values, i);
            }
        }
        everywhere = unrestricted.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The number by which {@link Holding} calls an expression that the index was built of. */
    public int numberOf(Where where) {
        return Objects.requireNonNull(numbers.get(where), "where: not in the index");
    }

    /** The names and values under which an expression is filed; the fewest values first when not all names will do. */
    private static Map<String, Set<String>> keys(Where where) {
        Map<String, Set<String>> required = new TreeMap<>(Comparator.comparingInt(NAMES::indexOf));
        for (String name : NAMES) {
            Set<String> values = where.required(name);
            if (values != null) {
                required.put(name, values);
            }
        }
        List<String> fewest = new ArrayList<>(required.keySet());
        fewest.sort(Comparator.comparingInt((String n) -> sizeOf(required, n)));
        long filed = 1;
        for (int i = 0; i < fewest.size(); i++) {
            filed *= sizeOf(required, fewest.get(i));
            if (i > 0 && filed > MAX_FILED) {
                required.keySet().removeAll(fewest.subList(i, fewest.size()));
                break;
            }
        }
        return required;
    }

    private static int sizeOf(Map<String, Set<String>> required, String name) {
        return required.getOrDefault(name, Set.of()).size();
    }

    private static List<List<String>> combinations(Iterable<Set<String>> keys) {
        List<List<String>> out = List.of(List.of());
        for (Set<String> values : keys) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> before : out) {
                for (String v : new TreeSet<>(values)) {
                    List<String> one = new ArrayList<>(before);
                    one.add(v);
                    longer.add(List.copyOf(one));
                }
            }
            out = longer;
        }
        return out;
    }

    /** @param rows of one message */
    public Holding holding(List<Row> rows) {
        return holding(rows, null);
    }

    /** @param tested is told the number of each expression once it was tested on a row; null: nobody is */
    public Holding holding(List<Row> rows, @Nullable IntConsumer tested) {
        Search search = new Search(tested);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            search.test(everywhere, row, i);
            for (Table t : tables) {
                search.test(t.of(row), row, i);
            }
        }
        return search.end();
    }

    /** Of one message. */
    private final class Search {
        private final @Nullable IntConsumer listener;
        private int[] found = new int[8];
        private int[][] rows = new int[8][];
        private int size;
        private int tested;

        Search(@Nullable IntConsumer listener) {
            this.listener = listener;
        }

        void test(int[] numbers, Row row, int number) {
            for (int n : numbers) {
                if (wheres[n].test(row)) {
                    add(n, number);
                }
                if (listener != null) {
                    listener.accept(n);
                }
            }
            tested += numbers.length;
        }

        private void add(int n, int row) {
            int at = place[n] - 1;
            if (at >= 0) {
                int[] longer = Arrays.copyOf(rows[at], rows[at].length + 1);
                longer[longer.length - 1] = row;
                rows[at] = longer;
                return;
            }
            if (size == found.length) {
                found = Arrays.copyOf(found, 2 * size);
                rows = Arrays.copyOf(rows, 2 * size);
            }
            found[size] = n;
            rows[size] = new int[] {row};
            size++;
            place[n] = size;
        }

        Holding end() {
            for (int i = 0; i < size; i++) {
                place[found[i]] = 0;
            }
            return new Holding(Arrays.copyOf(found, size), rows, tested);
        }
    }
}
