package io.tidewatch.local.stack;

import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which running stack a command talks to. */
public final class RunningStack {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory of the stack (default: .tidewatch beside the script; when nothing runs there,"
                    + " the demo that is running).")
    private @Nullable Path directory;

    private @Nullable Addresses found;

    /** @throws CommandFailedException when none runs there, or nobody can say which demo is meant */
    public Addresses addresses() {
        if (found == null) {
            found = directory != null ? Addresses.require(directory) : upOrDemo();
        }
        return found;
    }

    private Addresses upOrDemo() {
        List<Path> demos;
        try {
            Optional<Addresses> up = Addresses.find(Checkout.data());
            if (up.isPresent()) {
                return up.get();
            }
            demos = RunDirectory.running(RunDirectory.DEMO);
        } catch (IOException e) {
            throw new CommandFailedException("cannot see what is running: " + e.getMessage(), e);
        }
        if (demos.size() > 1) {
            throw new CommandFailedException("several demos are running: expected --dir with one of " + demos);
        }
        if (demos.isEmpty()) {
            return Addresses.require(Checkout.data());
        }
        new Progress(command.commandLine().getErr()).say("of the demo in " + demos.get(0));
        return Addresses.require(demos.get(0));
    }

    /** @throws CommandFailedException when none runs there */
    public KafkaSettings kafka() {
        return KafkaSettings.of(addresses().kafka());
    }
}
