package io.tidewatch.local.stack;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.server.Ports;

/** Which port each part takes; 0 takes a free one. */
record PortPlan(int kafka, int elasticsearch, int redis, int flink, int ingest, int wall) {
    /** How many ports follow the base. */
    static final int COUNT = 6;

    /**
     * Six in a row from a base; a port of the configuration wins.
     *
     * @param base 0 leaves all free
     */
    static PortPlan of(int base, Configuration configuration) {
        if (base != 0 && (base < 1 || base + COUNT - 1 > 65_535)) {
            throw new CommandFailedException("--port-base: " + base + ", expected from 1 to " + (65_536 - COUNT)
                    + ", or nothing for free ports");
        }
        return new PortPlan(
                at(base, 0),
                at(base, 1),
                at(base, 2),
                chosen(configuration.number(Option.FLINK_PORT), base, 3),
                chosen(configuration.number(Option.INGEST_PORT), base, 4),
                chosen(configuration.number(Option.WALL_PORT), base, 5));
    }

    private static int chosen(int configured, int base, int offset) {
        return configured != 0 ? configured : at(base, offset);
    }

    private static int at(int base, int offset) {
        return base == 0 ? 0 : base + offset;
    }

    /** Says at once what would fail later. */
    void requireFree() {
        Ports.requireFree(kafka, "Kafka");
        Ports.requireFree(elasticsearch, "Elasticsearch");
        Ports.requireFree(redis, "Redis");
        Ports.requireFree(flink, "the Flink UI");
        Ports.requireFree(ingest, "ingest");
        Ports.requireFree(wall, "the wall");
    }
}
