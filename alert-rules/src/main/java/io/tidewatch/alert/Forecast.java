package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * When the next severity is reached if the count grows on as it does.
 *
 * @param severity the next one of the rule
 * @param minutes from the end of the window, as likely sooner as later
 * @param earliest minutes; nine times out of ten it takes longer
 * @param latest minutes; nine times out of ten it takes no longer; null when the growth may as well have ended
 */
public record Forecast(
        Severity severity,
        double minutes,
        double earliest,
        @Nullable Double latest) {}
