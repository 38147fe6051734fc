package io.tidewatch.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands here for the list of commands; the launcher script runs it, since it must work before anything is built. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Builds and runs every test (see ./tidewatch test --help).")
public final class TestCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailedException("run it through the script: ./tidewatch test");
    }
}
