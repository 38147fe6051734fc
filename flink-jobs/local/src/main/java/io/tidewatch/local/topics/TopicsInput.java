package io.tidewatch.local.topics;

import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.stack.RunningStack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.local.stored.StoredFeedback;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.taxonomy.TopicProposal;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.topic.FoundTopic;
import io.tidewatch.text.topic.KnownTopic;
import io.tidewatch.text.topic.LeafDraft;
import io.tidewatch.text.topic.LeafDrafts;
import io.tidewatch.text.topic.TopicFinder;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where topics are looked for, and how many must speak of one: the same for every command about topics. */
final class TopicsInput {
    /** Days of stored feedback that are read, and that a draft is tried on. */
    static final int DAYS = 14;

    static final long DAYS_MS = Duration.ofDays(DAYS).toMillis();

    /** Ids are only compared with each other. */
    static final byte[] ID_KEY = "tidewatch topics, the same everywhere".getBytes(StandardCharsets.UTF_8);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @CommandLine.Option(
            names = "--in",
            paramLabel = "FILE",
            description =
                    "Raw or annotated feedback, one JSON object per line, plain or .gz; in place of what the running"
                            + " stack has stored of the last " + DAYS + " days.")
    private @Nullable Path in;

    @CommandLine.Option(
            names = "--authors",
            paramLabel = "N",
            defaultValue = "5",
            description = "Distinct authors that a topic has at least (default: ${DEFAULT-VALUE}).")
    private int authors;

    @CommandLine.Option(
            names = "--reserved",
            paramLabel = "WORD,…",
            split = ",",
            description =
                    "Words that make no topic: your own brand, campaigns. The brands in the messages make none anyway.")
    private List<String> reserved = List.of();

    @Mixin
    private RunningStack stack = new RunningStack();

    @Mixin
    private ConfigurationArguments configuration = new ConfigurationArguments();

    private @Nullable ZoneId zone;

    ConfigurationArguments configurationArguments() {
        return configuration;
    }

    Configuration settings() {
        return configuration.read();
    }

    ZoneId zone() {
        zone = zone == null ? settings().zone(Option.TIMEZONE) : zone;
        return zone;
    }

    /** The taxonomy files that the configuration names; the packaged ones where there are none. */
    Map<String, String> taxonomy() {
        try {
            Map<String, String> files = StackFiles.taxonomy(settings());
            return files.isEmpty() ? TaxonomyFiles.packagedFiles() : files;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the taxonomy: " + e.getMessage(), e);
        }
    }

    /** What uses messages, in a file that may go when it is done. */
    @FunctionalInterface
    interface Use<T> {
        T of(RecordedFeedback messages) throws Exception;
    }

    /**
     * Lets something be done with the messages.
     *
     * @throws CommandFailedException when there are none
     */
    <T> T with(Use<T> use) throws Exception {
        if (authors < 2) {
            throw new ParameterException(command.commandLine(), "--authors: '" + authors + "', expected at least 2");
        }
        if (in != null) {
            return use.of(new RecordedFeedback(in));
        }
        long now = Clock.systemUTC().millis();
        try (StoredFeedback stored = stored(now)) {
            if (stored.messages() == 0) {
                throw new CommandFailedException("no feedback of the last " + DAYS + " days is stored");
            }
            return use.of(new RecordedFeedback(stored.file()));
        }
    }

    private StoredFeedback stored(long now) {
        try {
            return StoredFeedback.fetch(elasticsearch(), now - DAYS_MS, now + 1);
        } catch (IOException e) {
            throw new CommandFailedException("cannot read what is stored: " + e.getMessage(), e);
        }
    }

    private ElasticsearchHttp elasticsearch() {
        String known = settings().text(Option.ELASTICSEARCH_URL);
        return new ElasticsearchHttp(known.isEmpty() ? stack.addresses().elasticsearch() : known, TIMEOUT);
    }

    /**
     * The topics in some messages, with a draft each. Those of the running stack keep the ids of before, and are stored.
     *
     * @throws CommandFailedException when nothing in the messages is left unnamed, or there is none
     */
    List<DraftedTopic> topics(RecordedFeedback messages, Progress progress) {
        Map<String, String> files = taxonomy();
        TopicFinder finder = new TopicFinder(
                reserved.stream().map(w -> w.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
        long broken = messages.read(Analyzer.of(TaxonomyFiles.of(files), ID_KEY), finder::take);
        if (finder.messages() == 0) {
            throw new CommandFailedException("no feedback in " + (in == null ? "what is stored" : in)
                    + counted(broken, ", but %d broken lines"));
        }
        progress.sayTimed(finder.messages() + " messages" + counted(broken, ", %d broken lines") + ", "
                + finder.unnamedMessages() + " with a complaint that no leaf names"
                + (finder.share() < 1
                        ? String.format(Locale.ROOT, ", of whose voices %.0f %% are looked at", 100 * finder.share())
                        : ""));
        if (finder.unnamedMessages() == 0) {
            throw new CommandFailedException("nothing is left in other: every complaint has a leaf of the taxonomy");
        }
        TopicStore store = in == null ? new TopicStore(elasticsearch()) : null;
        List<TopicProposal> before = before(store);
        List<FoundTopic> found = finder.find(
                authors,
                zone(),
                before.stream().map(t -> new KnownTopic(t.id(), t.words())).toList());
        List<LeafDraft> drafts = new LeafDrafts(files).of(found);
        List<DraftedTopic> out = new ArrayList<>();
        long computedAt = in == null ? Clock.systemUTC().millis() : finder.last();
        for (int i = 0; i < found.size(); i++) {
            out.add(new DraftedTopic(proposal(found.get(i), drafts.get(i), computedAt), drafts.get(i)));
        }
        store(store, before, out.stream().map(DraftedTopic::topic).toList());
        return out;
    }

    private static String counted(long n, String words) {
        return n == 0 ? "" : words.replace("%d", Long.toString(n));
    }

    private static List<TopicProposal> before(@Nullable TopicStore store) {
        try {
            return store == null ? List.of() : store.read();
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the topics that are stored: " + e.getMessage(), e);
        }
    }

    private static void store(@Nullable TopicStore store, List<TopicProposal> before, List<TopicProposal> topics) {
        try {
            if (store != null) {
                store.replace(before, topics);
            }
        } catch (IOException e) {
            throw new CommandFailedException("cannot store the topics: " + e.getMessage(), e);
        }
    }

    private static TopicProposal proposal(FoundTopic t, LeafDraft draft, long computedAt) {
        return new TopicProposal(
                t.id(),
                t.title(),
                t.phrases(),
                t.words(),
                LeafDrafts.examples(t, draft),
                t.messages(),
                t.authors(),
                t.days(),
                t.perDayBefore(),
                t.firstAt(),
                t.lastAt(),
                draft.id(),
                draft.file(),
                computedAt);
    }

    /**
     * The topic of an id, or of its first letters.
     *
     * @throws CommandFailedException when there is none, or several
     */
    static DraftedTopic named(String id, List<DraftedTopic> topics) {
        List<DraftedTopic> found =
                topics.stream().filter(t -> t.topic().id().startsWith(id)).toList();
        if (found.size() == 1 && !id.isEmpty()) {
            return found.get(0);
        }
        Set<String> ids = topics.stream().map(t -> t.topic().id()).collect(Collectors.toSet());
        throw new CommandFailedException(
                found.isEmpty()
                        ? "no topic '" + id + "'" + Problems.suggestion(id, ids) + " (./tidewatch topics lists them)"
                        : found.size() + " topics begin with '" + id + "': expected more letters of the id");
    }
}
