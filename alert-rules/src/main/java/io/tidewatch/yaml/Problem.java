package io.tidewatch.yaml;

/**
 * One thing wrong in a file.
 *
 * @param line from 1
 * @param column from 1
 * @param path for example {@code groups[0].rules[2].window}
 * @param message names value and what was expected
 */
public record Problem(String file, int line, int column, String path, String message, boolean warning) {
    /** The message of a field that is read and checked and that nothing follows from yet. */
    public static final String NOT_APPLIED = "checked, but not applied by this version";

    /** True for a field that this version does not act on. */
    public boolean isNotApplied() {
        return warning && message.equals(NOT_APPLIED);
    }

    /** {@code FILE:LINE:COL: path: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ")
                + (warning ? "warning: " : "") + message;
    }
}
