package io.tidewatch.local;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.local.bench.BenchCommand;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.cli.TestCommand;
import io.tidewatch.local.data.AnnotateCommand;
import io.tidewatch.local.data.ExportCommand;
import io.tidewatch.local.data.ImportCommand;
import io.tidewatch.local.data.ReplayCommand;
import io.tidewatch.local.demo.DemoCommand;
import io.tidewatch.local.evaluate.EvaluateCommand;
import io.tidewatch.local.evaluate.ScoreCommand;
import io.tidewatch.local.evaluate.TrainCommand;
import io.tidewatch.local.rules.BacktestCommand;
import io.tidewatch.local.rules.CalendarCommand;
import io.tidewatch.local.rules.RulesCommand;
import io.tidewatch.local.server.ServerStartException;
import io.tidewatch.local.stack.DoctorCommand;
import io.tidewatch.local.stack.StatusCommand;
import io.tidewatch.local.stack.UpCommand;
import io.tidewatch.local.topics.TopicsCommand;
import io.tidewatch.yaml.InvalidFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one entry point; {@code ./tidewatch} runs it from packaged jars. */
@Command(
        name = "tidewatch",
        description = "Reads what customers say and warns when an issue begins to surge.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Tidewatch.Version.class,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            ImportCommand.class,
            ReplayCommand.class,
            AnnotateCommand.class,
            ScoreCommand.class,
            BacktestCommand.class,
            RulesCommand.class,
            CalendarCommand.class,
            TopicsCommand.class,
            ExportCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            BenchCommand.class,
            TestCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch demo", "  ./tidewatch up", "  ./tidewatch help up"})
public final class Tidewatch implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** All commands, with errors as one clear line. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Tidewatch());
        line.getSubcommands().values().forEach(ConfigurationArguments::addTo);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> {
                    String name = e.getCommandLine().getCommandSpec().qualifiedName();
                    e.getCommandLine()
                            .getErr()
                            .println("tidewatch: " + e.getMessage() + suggestion(e) + " (see " + name + " --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println(line(e));
                    if (System.getenv("TIDEWATCH_DEBUG") != null) {
                        e.printStackTrace(command.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String suggestion(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty() ? "" : ", did you mean " + near.get(0) + "?";
    }

    private static String line(Exception e) {
        if (e instanceof InvalidFileException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof CommandFailedException
                || e instanceof UnusableFileException
                || e instanceof ServerStartException) {
            return "tidewatch: " + e.getMessage();
        }
        return "tidewatch: unexpected " + e + " (set TIDEWATCH_DEBUG=1 to see where)";
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version of the packaged jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tidewatch.class.getPackage().getImplementationVersion();
            return new String[] {"tidewatch " + (version == null ? "(not packaged)" : version)};
        }
    }
}
