package io.tidewatch.job.detect.route;

import com.google.re2j.Pattern;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises that a message closes its ticket. Feedback has no field for it, so it is what the service writes into the
 * thread: a message of an agent or a bot whose touchpoint is {@code closed}, {@code resolved} or {@code solved}, or
 * whose words say so.
 */
public final class TicketClosed {
    private static final Set<AuthorRole> SERVICE = Set.of(AuthorRole.AGENT, AuthorRole.BOT);
    private static final Set<String> TOUCHPOINTS = Set.of("closed", "resolved", "solved");
    private static final Pattern WORDS = Pattern.compile("(?i)结案|结单|关单|办结|完结"
            + "|(工单|服务单|投诉|会话|问题|case|ticket|request|conversation|issue)[^。！？.!?\\n]{0,24}"
            + "(已关闭|关闭了|已解决|解决了|已处理完|closed|resolved|solved)"
            + "|(closed|closing|resolved|solved) (the|this|your) (case|ticket|request|conversation|issue)");
    private static final Pattern NOT = Pattern.compile("(?i)(未|没有|没|尚未|不能|无法|如果|若)[^，。！？\\n]{0,6}"
            + "(结案|结单|关单|办结|完结|关闭|解决)|not (yet )?(been )?(closed|resolved|solved)|reopened");

    private TicketClosed() {}

    public static boolean by(Feedback f) {
        if (!SERVICE.contains(f.author().role())) {
            return false;
        }
        @Nullable String touchpoint = f.touchpoint();
        if (touchpoint != null && TOUCHPOINTS.contains(touchpoint.toLowerCase(Locale.ROOT))) {
            return true;
        }
        return WORDS.matcher(f.text()).find() && !NOT.matcher(f.text()).find();
    }
}
