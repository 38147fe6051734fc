package io.tidewatch.local.stack;

import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who runs {@code up} of each rule set that others put live: by whom, why, and which rules go by it. Of its own sets the
 * stack tells itself. Used by one thread.
 */
final class RuleNews implements AutoCloseable {
    private final Supplier<Optional<RuleBundle>> topic;
    private final AutoCloseable source;
    private final Progress progress;
    private @Nullable RuleBundle known;

    /**
     * @param topic gives the newest set when it is another than it last gave
     * @param known what was live when the stack came up; null: what comes first
     */
    RuleNews(
            Supplier<Optional<RuleBundle>> topic, AutoCloseable source, @Nullable RuleBundle known, Progress progress) {
        this.topic = topic;
        this.source = source;
        this.known = known;
        this.progress = progress;
    }

    static RuleNews of(RuleTopic topic, Progress progress) {
        RuleTopic.Tail tail = topic.tail();
        return new RuleNews(tail::next, tail, null, progress);
    }

    /** Not news: it was told already. */
    void told(RuleBundle own) {
        known = own;
    }

    /** Tells what is new. */
    void look() {
        Optional<RuleBundle> newest = topic.get();
        RuleBundle before = known;
        if (newest.isEmpty() || before != null && !newest.get().manifest().replaces(before.manifest())) {
            return;
        }
        known = newest.get();
        if (before != null) {
            progress.say(String.join("\n", lines(before, newest.get())));
        }
    }

    private static List<String> lines(RuleBundle before, RuleBundle now) {
        List<String> lines = new ArrayList<>();
        String reason = now.manifest().reason();
        lines.add("live: revision " + now.manifest().revision() + ", applied by "
                + now.manifest().author() + (reason.isEmpty() ? "" : ": " + reason));
        RuleChange.of(before.rules(), now.rules()).forEach(c -> lines.add(c.toString()));
        return lines;
    }

    @Override
    public void close() throws Exception {
        source.close();
    }
}
