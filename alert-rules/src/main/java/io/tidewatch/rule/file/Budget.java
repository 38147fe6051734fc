package io.tidewatch.rule.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.yaml.YamlMap;
import java.util.List;

/** Reads {@code budget: n/day}, how many episodes above info a rule opens on a local day. */
final class Budget {
    /** As it is written, for editors. */
    static final String FORM = "^([1-9][0-9]{0,3}|10000)/day$";

    private static final int MOST = 10_000;
    private static final Pattern PER_DAY = Pattern.compile("([0-9]{1,9})(?:\\s*/\\s*(?:day|d))?");

    private Budget() {}

    /** {@link Rule.Limits#UNLIMITED} when there is none, or a problem was noted. */
    static int read(YamlMap rule, List<SeverityLevel> severities) {
        String text = rule.string("budget");
        if (text == null) {
            return Rule.Limits.UNLIMITED;
        }
        if (!severities.isEmpty() && severities.get(severities.size() - 1).severity() == Severity.INFO) {
            rule.warning("budget", "nothing to hold: no severity of this rule is above info");
        }
        Matcher m = PER_DAY.matcher(text.strip());
        boolean isNumber = m.matches();
        int n = isNumber ? Integer.parseInt(m.group(1)) : 0;
        String wanted = n + "/day";
        if (isNumber && n >= 1 && n <= MOST) {
            if (text.equals(wanted)) {
                return n;
            }
            rule.error("budget", "'" + text + "', did you mean '" + wanted + "'?");
        } else {
            rule.error(
                    "budget", "'" + text + "', expected a whole number from 1 to " + MOST + " a day, such as '5/day'");
        }
        return Rule.Limits.UNLIMITED;
    }
}
