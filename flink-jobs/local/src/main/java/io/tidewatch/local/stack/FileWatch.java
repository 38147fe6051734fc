package io.tidewatch.local.stack;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rule, taxonomy, calendar and dimension files live when they are saved: all that lie there together, or, when one has a fault, none. Looks
 * by time and size twice a second, which works on every file system, and waits until a file has stopped changing. Says so,
 * and what others put live.
 */
final class FileWatch implements AutoCloseable {
    /** Puts files live. */
    interface Publisher {
        /** @param changed names of those that were saved */
        FolderPublication.Published publish(StackFiles files, Set<String> changed);
    }

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final long EVERY_MS = 500;

    private final Configuration settings;
    private final Publisher publisher;
    private final RuleNews news;
    private final Progress progress;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "file-watch");
        t.setDaemon(true);
        return t;
    });

    private StackFiles live;
    private Map<String, String> seen;
    private boolean settled = true;

    /** @param live what the stack was started with */
    FileWatch(Configuration settings, StackFiles live, Publisher publisher, RuleNews news, Progress progress) {
        this.settings = settings;
        this.live = live;
        this.publisher = publisher;
        this.news = news;
        this.progress = progress;
        this.seen = stamps();
    }

    static FileWatch of(Configuration settings, StackFiles live, Stack stack, Progress progress) {
        String author = System.getProperty("user.name", "local");
        return new FileWatch(
                settings,
                live,
                (files, changed) -> stack.publish(files, changed, author),
                RuleNews.of(stack.rules(), progress),
                progress);
    }

    void start() {
        thread.scheduleWithFixedDelay(this::lookSafely, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        try {
            look();
            news.look();
        } catch (RuntimeException e) {
            if (thread.isShutdown()) {
                return; // interrupted by close
            }
            // the next save is tried all the same
            LOG.warn("files not looked at: problem={}", e.toString());
            progress.say("a changed file was not put live: " + e.getMessage());
        }
    }

    /** One look: a change is taken at the first look that finds the files as the look before did. */
    void look() {
        Map<String, String> now = stamps();
        if (!now.equals(seen)) {
            seen = now;
            settled = false;
            return;
        }
        if (settled) {
            return;
        }
        settled = true;
        try {
            StackFiles next = StackFiles.read(settings, live.notifyName(), live.notifyText());
            if (next.equals(live)) {
                return;
            }
            Set<String> changed = changed(live.rules(), next.rules());
            changed.addAll(changed(live.taxonomy(), next.taxonomy()));
            changed.addAll(changed(live.calendar(), next.calendar()));
            changed.addAll(changed(live.dimensions(), next.dimensions()));
            FolderPublication.Published published = publisher.publish(next, changed);
            StackFiles before = live;
            live = next;
            news.told(published.live());
            LOG.info("files live: revision={} changed={}", published.revision(), changed);
            progress.say("live: revision " + published.revision() + ", changed: " + String.join(", ", changed));
            published.lines().forEach(progress::say);
            if (!next.taxonomy().equals(before.taxonomy())) {
                next.taxonomyWarnings().forEach(progress::say);
            }
        } catch (InvalidFileException | CommandFailedException e) {
            LOG.warn("files refused, what was live stays: problem={}", e.getMessage());
            progress.say("refused, what was live stays:\n" + e.getMessage());
        } catch (IOException e) {
            progress.say("cannot read a changed file, what was live stays: " + e.getMessage());
        }
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> out = new TreeSet<>(before.keySet());
        out.addAll(after.keySet());
        out.removeIf(name -> before.containsKey(name)
                && after.containsKey(name)
                && before.get(name).equals(after.get(name)));
        return out;
    }

    /** Path → time and size of every file that is looked at. */
    private Map<String, String> stamps() {
        Map<String, String> out = new TreeMap<>();
        Path rules = settings.path(Option.RULES_DIR);
        List<Path> places = new ArrayList<>(List.of(rules, settings.path(Option.TAXONOMY_DIR)));
        Path calendar = rules.toAbsolutePath().normalize().resolveSibling("calendar");
        StackFiles.dimensionsPlaces(rules).stream().filter(Files::exists).forEach(places::add);
        if (Files.isDirectory(calendar)) {
            places.add(calendar);
        }
        for (Path path : places) {
            try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
                for (Path p : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                    out.put(p.toString(), Files.getLastModifiedTime(p).toMillis() + " " + Files.size(p));
                }
            } catch (IOException e) {
                // between two names of a file while an editor saves it: the next look finds it
                out.put(path.toString(), "unreadable");
            }
        }
        return out;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(2, TimeUnit.SECONDS)) {
                news.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("topic of rules not closed in order: problem={}", e.toString());
        }
    }
}
