package io.tidewatch.local.rules;

import io.tidewatch.calendar.Calendar;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.connector.file.NamedFiles;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.yaml.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is wrong with calendar files, all of it at once. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads calendar files together and prints what is wrong with them: a problem per line,"
                + " FILE:LINE:COL: path: message. The exit code is 1 when there is an error.",
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch calendar check", "  ./tidewatch calendar check my-rules/calendar"})
final class CalendarCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Calendar files, or folders whose *.yaml are calendar files (default: the shipped ones).")
    private List<Path> paths = new ArrayList<>();

    @Override
    public Integer call() {
        List<Path> named =
                paths.isEmpty() ? List.of(NamedFiles.near(Checkout.root().resolve("alert-rules/calendar"))) : paths;
        Problems problems = new Problems();
        Calendar calendar = CalendarFiles.read(NamedFiles.read(named, problems), problems);
        PrintWriter out = spec.commandLine().getOut();
        problems.list().forEach(out::println);
        out.flush();
        new Progress(spec.commandLine().getErr())
                .say(RulesCheckCommand.counted(calendar.daysOff().size(), "day") + " and "
                        + RulesCheckCommand.counted(calendar.launches().size(), "time") + " of launches, "
                        + (problems.hasErrors() ? "with errors" : "no error"));
        return problems.hasErrors() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
