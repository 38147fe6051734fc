package io.tidewatch.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a data directory is a day old, which is said once, however often the stack is started: the file {@code first-day} there
 * says since when it is used, and that it was told. Where the file cannot be read or written nothing is said.
 */
final class FirstDay {
    private static final Logger LOG = LoggerFactory.getLogger(FirstDay.class);
    private static final String FILE = "first-day";
    private static final String TOLD = "told";
    private static final long DAY_MS = 24 * 3_600_000L;

    private final Path directory;
    private final Clock clock;
    private long since;
    private boolean told = true;

    private FirstDay(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Of a directory in which a stack runs; one that is new begins now. */
    static FirstDay of(Path directory, Clock clock) {
        FirstDay day = new FirstDay(directory, clock);
        try {
            Path file = directory.resolve(FILE);
            if (!Files.exists(file)) {
                day.write(Instant.ofEpochMilli(clock.millis()).toString());
            }
            List<String> lines = Files.readAllLines(file);
            day.since = Instant.parse(lines.get(0)).toEpochMilli();
            day.told = lines.contains(TOLD);
        } catch (IOException | DateTimeException | IndexOutOfBoundsException e) {
            LOG.warn("nothing will be said of the first day: problem={}", e.toString());
        }
        return day;
    }

    /** True from when it is over until it was told. */
    boolean isOver() {
        return !told && clock.millis() - since >= DAY_MS;
    }

    /**
     * Notes that it was told.
     *
     * @return false when that cannot be noted: then it is not to be told, lest it be told with every start
     */
    boolean tell() {
        told = true;
        try {
            write(Instant.ofEpochMilli(since) + "\n" + TOLD);
            return true;
        } catch (IOException e) {
            LOG.warn("the first day is over and cannot be noted: problem={}", e.toString());
            return false;
        }
    }

    private void write(String text) throws IOException {
        Path draft = Files.writeString(directory.resolve(FILE + ".new"), text + "\n");
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
