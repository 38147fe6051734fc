package io.tidewatch.notify.message;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** A runbook in markdown. Its first list item is the first thing to do. */
public final class RunbookPage {
    private static final Pattern ITEM =
            Pattern.compile("(?m)^ {0,3}(?:[-*+]|[0-9]{1,2}[.)、])\\s*(?:\\[[ xX]\\]\\s*)?(\\S.*)$");
    private static final Pattern NAME = Pattern.compile("runbooks/[A-Za-z0-9][A-Za-z0-9._-]*\\.md");

    private RunbookPage() {}

    /** The text of the first list item without its mark; null when the page has no list. */
    public static @Nullable String firstStep(String markdown) {
        Matcher m = ITEM.matcher(markdown);
        return m.find() ? String.valueOf(m.group(1)).strip() : null;
    }

    /** True for {@code runbooks/<name>.md} and nothing that leads elsewhere. */
    public static boolean isName(String path) {
        return NAME.matches(path);
    }
}
