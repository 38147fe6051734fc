package io.tidewatch.text.opinion;

import io.tidewatch.text.issue.ClauseMark;
import io.tidewatch.text.sentiment.SentimentPass;
import io.tidewatch.text.vocabulary.WordRole;
import org.jspecify.annotations.Nullable;

/** What is known of the clauses of one text, as sets of {@link ClauseMark}. */
final class ClauseMarks {
    private static final double HALF = 0.5;
    private static final double SURELY = 0.9;
    private static final double LOW = 0.2;
    private static final double HIGH = 0.8;

    private ClauseMarks() {}

    /**
     * @param pass null where no model reads the sentiment of clauses
     * @param whole of the message
     * @return of each clause its marks
     */
    static long[] of(
            char[] text,
            Clauses clauses,
            Matches matches,
            ClauseSentiment words,
            OpinionFinder finder,
            @Nullable SentimentPass pass,
            Polarity whole) {
        long ofAll = 0;
        ofAll |= whole.negative() >= HALF ? ClauseMark.WHOLE_NEGATIVE.bit() : 0;
        ofAll |= whole.positive() >= HALF ? ClauseMark.WHOLE_POSITIVE.bit() : 0;
        ofAll |= whole.positive() >= SURELY ? ClauseMark.WHOLE_SURELY_POSITIVE.bit() : 0;
        long[] out = new long[clauses.size];
        for (int c = 0; c < out.length; c++) {
            long m = ofAll;
            if (pass != null) {
                m |= felt(pass.positive(clauses.from[c], clauses.to[c])).bit();
            }
            m |= words.of(c) > 0 ? ClauseMark.GOOD_WORDS.bit() : 0;
            m |= words.of(c) < 0 ? ClauseMark.BAD_WORDS.bit() : 0;
            m |= words.turned[c] ? ClauseMark.DENIED.bit() : 0;
            m |= matches.holds(WordRole.QUESTION, c, c + 1) ? ClauseMark.QUESTION.bit() : 0;
            m |= matches.holds(WordRole.DEMAND, c, c + 1) ? ClauseMark.DEMAND.bit() : 0;
            m |= words.open(c) || isChoice(text, clauses.from[c], clauses.to[c]) ? ClauseMark.SUPPOSED.bit() : 0;
            m |= clauses.from[c] < clauses.to[c] && text[clauses.from[c]] == '#' ? ClauseMark.HASHTAG.bit() : 0;
            m |= finder.isFeelingOfAnother(c) ? ClauseMark.ANOTHERS.bit() : 0;
            out[c] = m;
        }
        return out;
    }

    private static ClauseMark felt(double positive) {
        if (positive >= HALF) {
            return positive >= HIGH ? ClauseMark.FELT_POSITIVE : ClauseMark.FELT_RATHER_POSITIVE;
        }
        return positive < LOW ? ClauseMark.FELT_NEGATIVE : ClauseMark.FELT_RATHER_NEGATIVE;
    }

    /** 送不送, 有没有: a question without a mark. */
    private static boolean isChoice(char[] text, int from, int to) {
        for (int i = from + 1; i + 1 < to; i++) {
            if ((text[i] == '不' || text[i] == '没') && text[i - 1] == text[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
