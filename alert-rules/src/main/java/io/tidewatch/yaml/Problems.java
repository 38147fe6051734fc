package io.tidewatch.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all is reported at once. */
public final class Problems {
    private final List<Problem> all = new ArrayList<>();

    public void error(String file, int line, int column, String path, String message) {
        all.add(new Problem(file, line, column, path, message, false));
    }

    public void warning(String file, int line, int column, String path, String message) {
        all.add(new Problem(file, line, column, path, message, true));
    }

    /** In order of file and place. */
    public List<Problem> list() {
        return all.stream()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column)
                        .thenComparing(Problem::message))
                .toList();
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(p -> !p.warning());
    }

    /** @throws InvalidFileException with every problem when one is an error, but for fields that are not applied anyway */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidFileException(
                    list().stream().filter(p -> !p.isNotApplied()).toList());
        }
    }

    /** The nearest of the known words, as {@code ", did you mean 'x'?"}, or nothing when none is near. */
    public static String suggestion(String word, Iterable<String> known) {
        String best = null;
        int least = Math.min(Math.max(2, word.length() / 3), word.length() - 1) + 1;
        for (String k : known) {
            int d = distance(word, k);
            if (d < least) {
                least = d;
                best = k;
            }
        }
        return best == null ? "" : ", did you mean '" + best + "'?";
    }

    /** Levenshtein distance with neighbouring swaps counted once. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
