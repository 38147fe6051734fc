package io.tidewatch.rule.test;

import java.util.List;

/**
 * One test: the baseline, the messages, what is expected.
 *
 * @param line where it begins in its file, from 1
 * @param start virtual time at which it begins, epoch milliseconds
 * @param offsetMinutes of the start from UTC, for printing times
 */
public record RuleTest(
        String name,
        int line,
        long start,
        int offsetMinutes,
        List<PrimedBaseline> baselines,
        List<InputEvent> events,
        List<TaskKill> kills,
        List<ReceiverOutage> outages,
        List<AlertExpectation> alerts,
        List<NotificationExpectation> pushes) {

    /** The last instant of any message or expectation, milliseconds since the start. */
    public long end() {
        long end = 0;
        for (InputEvent e : events) {
            end = Math.max(end, e.at() + (e.times() - 1) * e.every());
        }
        for (AlertExpectation a : alerts) {
            end = Math.max(end, a.at());
        }
        for (NotificationExpectation p : pushes) {
            end = Math.max(end, p.at());
        }
        return end;
    }
}
