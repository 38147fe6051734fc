package io.tidewatch.local.stack;

import io.tidewatch.dashboard.wall.LiveSummary;
import io.tidewatch.time.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what of a running stack answers. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Shows the addresses of the running stack, whether each answers, the state of the jobs, which"
                        + " rules are suspended and which origins of feedback are steadily late, how small a burst is heard and what is not yet, how far stored feedback is read by the analysis that is live, how far the baselines have learnt, and the complaints of the last hour.",
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch status", "  ./tidewatch status --json"})
public final class StatusCommand implements Callable<Integer> {
    /** An origin that is later than that holds event time no more, see docs/detection.md. */
    private static final long GIVEN_UP_SECONDS = 240;

    @Spec
    private CommandSpec spec;

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @CommandLine.Option(names = "--json", description = "One JSON object, for programs; what is not known is null.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StackStatus status = StackStatus.read(stack.addresses());
        if (json) {
            out.println(status.json());
        } else {
            lines(status).forEach(out::println);
        }
        out.flush();
        return status.isWell() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** For people. */
    static List<String> lines(StackStatus status) {
        List<String> lines = new ArrayList<>();
        status.addresses()
                .forEach((name, address) -> lines.add(String.format(
                        "%-14s %-40s %s",
                        name, address, status.answers().getOrDefault(name, false) ? "ok" : "no answer")));
        if (status.jobs() != null) {
            status.jobs().forEach((name, state) -> lines.add(String.format("%-14s %-40s %s", "job", name, state)));
        }
        if (status.lateOrigins() != null) {
            lines.addAll(lateOrigins(status.lateOrigins()));
        }
        if (status.suspendedRules() != null) {
            lines.addAll(suspendedRules(status.suspendedRules()));
        }
        lines.addAll(heard(status.hears()));
        if (status.past() != null) {
            lines.add("stored feedback: " + status.past().inWords());
        }
        LiveSummary live = status.live();
        if (live != null) {
            lines.add(String.format("%-14s %s", "learning", live.learningInWords()));
            if (live.complaints() != null) {
                lines.add(String.format("%-14s %d in the last hour", "complaints", live.complaints()));
            }
        }
        return lines;
    }

    /** @param lines what can be heard, and what cannot yet */
    static List<String> heard(List<String> lines) {
        List<String> printed = new ArrayList<>();
        for (String line : lines) {
            printed.add(String.format("%-14s %s", printed.isEmpty() ? "hears" : "not yet", line));
        }
        return printed;
    }

    /** @param minutes that are left, by rule */
    static List<String> suspendedRules(Map<String, Long> minutes) {
        return minutes.entrySet().stream()
                .map(e -> String.format(
                        "%-14s %-40s over its limits.cpu, for %d more min", "suspended rule", e.getKey(), e.getValue()))
                .toList();
    }

    /** @param late seconds by topic and partition */
    static List<String> lateOrigins(Map<String, Long> late) {
        return late.entrySet().stream()
                .map(e -> String.format(
                        "%-14s %-40s steadily %s late, %s",
                        "late origin",
                        e.getKey(),
                        Durations.print(e.getValue() * 1_000),
                        e.getValue() > GIVEN_UP_SECONDS
                                ? "event time does not wait for it"
                                : "event time waits 2m for it at most"))
                .toList();
    }
}
