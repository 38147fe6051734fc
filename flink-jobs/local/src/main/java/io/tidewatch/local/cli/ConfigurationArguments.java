package io.tidewatch.local.cli;

import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** What every command that reads the configuration takes: {@code --config}, and every key of it as an option. */
public final class ConfigurationArguments {
    private final Map<String, String> overrides = new LinkedHashMap<>();

    @CommandLine.Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration (default: tidewatch.yaml beside the script).")
    private @Nullable Path file;

    /** A command that reads the configuration. */
    public interface User {
        ConfigurationArguments configurationArguments();
    }

    /** Gives the command, and those below it, its {@code --key} options, not shown one by one in its help. */
    public static void addTo(CommandLine command) {
        command.getSubcommands().values().forEach(ConfigurationArguments::addTo);
        if (command.getCommand() instanceof User user) {
            CommandSpec spec = command.getCommandSpec();
            Map<String, String> overrides = user.configurationArguments().overrides;
            for (Option option : Option.values()) {
                Set<String> names = new LinkedHashSet<>();
                names.add("--" + option.key());
                names.add("--" + option.key().replace('_', '-'));
                spec.addOption(OptionSpec.builder(names.toArray(String[]::new))
                        .type(String.class)
                        .hidden(true)
                        .paramLabel(option.expects())
                        .description(option.description())
                        .setter(setter(overrides, option.key()))
                        .build());
            }
            spec.usageMessage()
                    .optionListHeading("%nOptions (also every key of tidewatch.yaml, for example --parallelism 4):%n");
        }
    }

    private static ISetter setter(Map<String, String> overrides, String key) {
        return new ISetter() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T set(T value) {
                if (value != null) {
                    overrides.put(key, value.toString());
                }
                return value;
            }
        };
    }

    /**
     * File, environment and command line together.
     *
     * @throws io.tidewatch.yaml.InvalidFileException with every problem
     */
    public Configuration read() {
        Path beside = Checkout.root().resolve("tidewatch.yaml");
        Path chosen = file != null ? file : Files.exists(beside) ? beside : null;
        return Configuration.read(Checkout.root(), chosen, System.getenv(), overrides);
    }
}
