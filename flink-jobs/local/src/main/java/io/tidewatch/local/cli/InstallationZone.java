package io.tidewatch.local.cli;

import io.tidewatch.local.config.Option;
import io.tidewatch.time.LocalClock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --timezone}, for commands that play messages or print times: whose hours, weekends and days are usual. */
public final class InstallationZone {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @CommandLine.Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description =
                    "Whose hours, weekends and days are usual and whose clock times are printed, with its daylight saving"
                            + " (default: timezone of the configuration).")
    private @Nullable String name;

    /**
     * The one that is given, else the one of the configuration.
     *
     * @throws io.tidewatch.yaml.InvalidFileException with every problem of the configuration
     */
    public ZoneId read() {
        if (name == null) {
            return new ConfigurationArguments().read().zone(Option.TIMEZONE);
        }
        try {
            return LocalClock.zone(name.strip());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), "--timezone: " + e.getMessage(), e);
        }
    }
}
