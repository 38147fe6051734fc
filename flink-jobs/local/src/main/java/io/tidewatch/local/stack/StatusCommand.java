package io.tidewatch.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.dashboard.wall.LiveSummary;
import io.tidewatch.time.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
                        + " rules are suspended and which origins of feedback are steadily late, how small a burst is heard and what is not yet, how far the baselines have learnt, and the complaints of the last hour.",
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch status")
public final class StatusCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(StatusCommand.class);
    private static final int TIMEOUT_MILLIS = 3_000;

    /** An origin that is later than that holds event time no more, see docs/detection.md. */
    private static final long GIVEN_UP_SECONDS = 240;

    @Spec
    private CommandSpec spec;

    @CommandLine.Mixin
    private RunningStack stack = new RunningStack();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Addresses addresses = stack.addresses();
        boolean well = true;
        for (Map.Entry<String, String> e : addresses.byName().entrySet()) {
            boolean answers = answers(e.getValue());
            well &= answers;
            out.printf("%-14s %-40s %s%n", e.getKey(), e.getValue(), answers ? "ok" : "no answer");
        }
        boolean answering = well;
        well &= jobs(out, addresses.flink());
        origins(out, addresses.flink());
        well &= suspended(out, addresses.flink());
        if (answering) {
            hearing(out, addresses);
        }
        LiveSummary.read(addresses.redis()).ifPresent(live -> figures(out, live));
        out.flush();
        return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static void figures(PrintWriter out, LiveSummary live) {
        out.printf("%-14s %s%n", "learning", live.learningInWords());
        if (live.complaints() != null) {
            out.printf("%-14s %d in the last hour%n", "complaints", live.complaints());
        }
    }

    private static void origins(PrintWriter out, String flink) {
        try {
            lateOrigins(new FlinkRest(flink).lateOrigins()).forEach(out::println);
        } catch (IOException e) {
            // that Flink does not answer is said already
        }
    }

    private static void hearing(PrintWriter out, Addresses addresses) {
        try {
            heard(Hearing.read(addresses, Clock.systemUTC()).lines()).forEach(out::println);
        } catch (IOException | RuntimeException e) {
            LOG.warn("not known what can be heard: problem={}", e.toString());
        }
    }

    /** @param lines what can be heard, and what cannot yet */
    static List<String> heard(List<String> lines) {
        List<String> printed = new ArrayList<>();
        for (String line : lines) {
            printed.add(String.format("%-14s %s", printed.isEmpty() ? "hears" : "not yet", line));
        }
        return printed;
    }

    private static boolean suspended(PrintWriter out, String flink) {
        try {
            Map<String, Long> rules = new FlinkRest(flink).suspendedRules();
            suspendedRules(rules).forEach(out::println);
            return rules.isEmpty();
        } catch (IOException e) {
            return true; // that Flink does not answer is said already
        }
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

    private static boolean jobs(PrintWriter out, String flink) {
        try {
            boolean running = true;
            for (JsonNode job : new FlinkRest(flink).jobs()) {
                String state = job.path("state").asText();
                running &= state.equals("RUNNING");
                out.printf(
                        "%-14s %-40s %s%n", "job", job.path("name").asText(), state.toLowerCase(java.util.Locale.ROOT));
            }
            return running;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param address {@code host:port} or a URL */
    private static boolean answers(String address) {
        URI uri = URI.create(address.contains("://") ? address : "kafka://" + address.split(",")[0]);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
