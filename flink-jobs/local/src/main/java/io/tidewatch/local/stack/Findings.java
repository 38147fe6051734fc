package io.tidewatch.local.stack;

import java.io.PrintWriter;

/** What a check-up has found, a line each as it goes. */
final class Findings {
    private final PrintWriter out;
    private boolean failed;

    Findings(PrintWriter out) {
        this.out = out;
    }

    /** It was looked at, and is as it should be. */
    void ok(String what, String words) {
        print("ok  ", what, words);
    }

    /** It works, but perhaps not as somebody expects. */
    void warn(String what, String words) {
        print("warn", what, words);
    }

    /** It would keep the stack from starting. */
    void fail(String what, String words) {
        failed = true;
        print("FAIL", what, words);
    }

    boolean failed() {
        return failed;
    }

    private void print(String state, String what, String words) {
        out.printf("%s  %-14s %s%n", state, what, words);
        out.flush();
    }
}
