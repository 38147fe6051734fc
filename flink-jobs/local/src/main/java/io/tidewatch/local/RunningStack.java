package io.tidewatch.local;

import io.tidewatch.connector.kafka.KafkaSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which running stack a command speaks to. */
final class RunningStack {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory of the stack (default: .tidewatch beside the script).")
    private Path directory = Checkout.data();

    /** @throws CommandFailedException when none runs there */
    Addresses addresses() {
        return Addresses.require(directory);
    }

    /** @throws CommandFailedException when none runs there */
    KafkaSettings kafka() {
        return KafkaSettings.of(addresses().kafka());
    }
}
