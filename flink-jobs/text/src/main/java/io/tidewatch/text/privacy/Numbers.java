package io.tidewatch.text.privacy;

import java.util.List;
import java.util.Set;

/** Finds identifiers that are digits: identity cards, mobile numbers, bank cards, fixed lines, in this order. */
final class Numbers implements PersonalDataFinder {
    private final List<NumberKind> kinds;
    private final ThreadLocal<DigitRun> runs = ThreadLocal.withInitial(DigitRun::new);

    /** Fewest digits of any of them. */
    private static final int MIN_LENGTH = 7;

    private Numbers(List<NumberKind> kinds) {
        this.kinds = kinds;
    }

    static Numbers all() {
        return new Numbers(List.of(new IdCardNumber(), new MobileNumber(), new BankCardNumber(), new LandlineNumber()));
    }

    /** Those that the numbers of posts and pages are not mistaken for. */
    static Numbers ofPersons() {
        return new Numbers(List.of(new IdCardNumber(), new MobileNumber()));
    }

    @Override
    public void find(FoldedText text, Set<String> found) {
        if (!text.digits && !text.hanDigits) {
            return;
        }
        DigitRun run = runs.get();
        int i = 0;
        while (i < text.length) {
            boolean starts = text.digit(i) >= 0 || ((text.at(i) == 'l' || text.at(i) == 'I') && text.digits);
            if (!starts) {
                i++;
                continue;
            }
            run.read(text, i);
            int end = run.count < MIN_LENGTH ? 0 : take(text, run, found);
            i = end > 0 ? end : run.count == 0 ? i + 1 : nextGroup(text, run);
        }
    }

    private int take(FoldedText text, DigitRun run, Set<String> found) {
        for (NumberKind kind : kinds) {
            int end = kind.end(run);
            if (end > 0) {
                text.take(kind.start(run), end, kind.kind());
                found.add(kind.kind().wire());
                return end;
            }
        }
        return 0;
    }

    private static int nextGroup(FoldedText text, DigitRun run) {
        int i = run.place[run.firstGroup() - 1] + 1;
        boolean cut = run.firstGroup() == run.count;
        while (cut && Glyphs.digit(text.at(i))) {
            i++;
        }
        return i;
    }
}
