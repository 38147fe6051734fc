package io.tidewatch.local.topics;

import io.tidewatch.local.cli.Progress;
import io.tidewatch.taxonomy.TopicProposal;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.TopicJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Topics as lines for people, or as one JSON document. */
final class TopicsTable {
    private TopicsTable() {}

    static int print(TopicsInput input, boolean json, CommandSpec spec) throws Exception {
        Progress progress = new Progress(spec.commandLine().getErr());
        List<DraftedTopic> topics = input.with(messages -> input.topics(messages, progress));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(g -> {
                g.writeArrayFieldStart("items");
                for (DraftedTopic t : topics) {
                    g.writeStartObject();
                    TopicJson.write(g, t.topic());
                    g.writeEndObject();
                }
                g.writeEndArray();
            }));
        } else if (!topics.isEmpty()) {
            LocalTimes times = new LocalTimes(input.zone());
            out.println(line("id", "authors", "messages", "last day", "a day before", "first", "last", "about"));
            topics.forEach(t -> out.println(line(t.topic(), times)));
        }
        out.flush();
        progress.say(
                topics.isEmpty()
                        ? "no topic: nothing that no leaf names is said by enough people"
                        : topics.size() + (topics.size() == 1 ? " topic" : " topics")
                                + "; ./tidewatch topics show ID has examples and a draft of a leaf");
        return CommandLine.ExitCode.OK;
    }

    private static String line(TopicProposal t, LocalTimes times) {
        return line(
                t.id(),
                Long.toString(t.authors()),
                Long.toString(t.messages()),
                Long.toString(t.lastDay()),
                String.format(Locale.ROOT, "%.1f", t.perDayBefore()),
                times.stamp(t.firstAt()),
                times.stamp(t.lastAt()),
                String.join(", ", t.phrases()) + "  [" + String.join(" ", t.words()) + "]");
    }

    private static String line(
            String id,
            String authors,
            String messages,
            String lastDay,
            String before,
            String first,
            String last,
            String about) {
        return String.format(
                Locale.ROOT,
                "%-8s  %7s  %8s  %8s  %12s  %-16s  %-16s  %s",
                id,
                authors,
                messages,
                lastDay,
                before,
                first,
                last,
                about);
    }
}
