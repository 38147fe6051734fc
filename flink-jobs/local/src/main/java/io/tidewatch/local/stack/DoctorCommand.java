package io.tidewatch.local.stack;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.ConfigurationArguments;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.server.Directories;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what could keep the stack from starting, and says what to do about each. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks this machine and the configuration; exits with 1 when something would keep the stack from"
                + " starting.",
        footerHeading = "%nExample:%n",
        footer = {"  ./tidewatch doctor", "  ./tidewatch doctor --port-base 9000"})
public final class DoctorCommand implements Callable<Integer>, ConfigurationArguments.User {
    private static final int JAVA = 17;

    @Mixin
    private final ConfigurationArguments configuration = new ConfigurationArguments();

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory (default: .tidewatch beside the script).")
    private Path directory = Checkout.data();

    @CommandLine.Option(
            names = "--port-base",
            paramLabel = "PORT",
            description = "Check the six ports from here (default: free ones are taken).")
    private int portBase;

    private Findings findings = new Findings(new PrintWriter(System.out, false, Charset.defaultCharset()));

    @Override
    public ConfigurationArguments configurationArguments() {
        return configuration;
    }

    @Override
    public Integer call() throws IOException {
        findings = new Findings(spec.commandLine().getOut());
        Configuration settings = readConfiguration();
        java();
        memory(settings);
        disk(settings);
        boolean running = directory();
        if (!running) {
            ports(settings);
        }
        servers();
        encoding();
        secrets(settings);
        new EditedFilesCheck(settings, findings).run();
        browser();
        return findings.failed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private Configuration readConfiguration() {
        try {
            Configuration read = configuration.read();
            findings.ok("configuration", "no problem");
            return read;
        } catch (InvalidFileException e) {
            e.problems().forEach(p -> findings.fail("configuration", p.toString()));
            findings.warn("configuration", "what follows is of the defaults, until it is mended");
            return Configuration.defaults(Checkout.root());
        }
    }

    private void java() {
        String found = Runtime.version() + " at " + System.getProperty("java.home");
        if (Runtime.version().feature() < JAVA) {
            findings.fail("java", found + ", expected " + JAVA + " or later");
        } else {
            findings.ok("java", found);
        }
    }

    private void memory(Configuration settings) {
        OptionalLong available = Machine.here().availableMemory();
        long needed = settings.size(Option.MEMORY_REQUIRED);
        if (available.isEmpty()) {
            findings.warn("memory", "is not known here; " + Machine.mebibytes(needed) + " MB are needed");
            return;
        }
        String figures =
                Machine.mebibytes(available.getAsLong()) + " MB available, " + Machine.mebibytes(needed) + " MB needed";
        if (available.getAsLong() < needed) {
            findings.fail(
                    "memory", figures + ": end other programs, or try with less by --" + Option.MEMORY_REQUIRED.key());
        } else {
            findings.ok("memory", figures);
        }
    }

    private void disk(Configuration settings) throws IOException {
        long free = Machine.here().freeDisk(directory);
        long needed = settings.size(Option.DISK_REQUIRED);
        String figures =
                Machine.mebibytes(free) + " MB free at " + directory + ", " + Machine.mebibytes(needed) + " MB needed";
        if (free < needed) {
            findings.fail("disk", figures + ": make room, or choose another directory with --dir");
        } else {
            findings.ok("disk", figures);
        }
    }

    /** @return whether a stack runs in it */
    private boolean directory() throws IOException {
        Optional<Addresses> running = Addresses.find(directory);
        if (running.isPresent()) {
            findings.ok(
                    "directory",
                    "a stack is running in " + directory + " (process "
                            + running.get().pid() + ")");
            return true;
        }
        Path existing = Directories.existing(directory);
        if (Files.isDirectory(existing) && Files.isWritable(existing)) {
            findings.ok("directory", directory + " can be written");
        } else {
            findings.fail("directory", existing + " cannot be written: run as its owner, or choose another with --dir");
        }
        return false;
    }

    private void ports(Configuration settings) {
        try {
            PortPlan.of(portBase, settings).requireFree();
            findings.ok("ports", portBase == 0 ? "free ones will be taken" : "the six from " + portBase + " are free");
        } catch (RuntimeException e) {
            findings.fail("ports", String.valueOf(e.getMessage()));
        }
    }

    private void servers() {
        Optional<String> problem = LocalServers.problem();
        if (problem.isPresent()) {
            findings.fail("servers", problem.get());
        } else {
            findings.ok("servers", "Elasticsearch is unpacked, and Redis runs here");
        }
    }

    private void encoding() {
        // what file names and arguments are read with
        String encoding =
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
        if (encoding.equalsIgnoreCase("UTF-8")) {
            findings.ok("encoding", encoding);
        } else {
            findings.warn("encoding", encoding + ": Chinese on the command line is not read right; set LC_ALL=C.UTF-8");
        }
    }

    private void secrets(Configuration settings) {
        for (Option option : new Option[] {Option.ID_KEY, Option.INGEST_SECRET}) {
            try {
                if (settings.secret(option).isPresent()) {
                    findings.ok("secrets", option.key() + " can be read");
                }
            } catch (IOException e) {
                findings.fail("secrets", String.valueOf(e.getMessage()));
            }
        }
        if (!settings.isSet(Option.INGEST_SECRET) && !isLoopback(settings.text(Option.INGEST_BIND))) {
            findings.warn("secrets", "anyone can post feedback: set " + Option.INGEST_SECRET.key());
        }
        if (!isLoopback(settings.text(Option.WALL_BIND))) {
            findings.warn("wall", "it has no login and listens on " + settings.text(Option.WALL_BIND));
        }
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("localhost") || address.equals("::1");
    }

    private void browser() {
        if (onPath("chromium") == null || onPath("node") == null) {
            findings.warn(
                    "browser test",
                    "./tidewatch test skips it: it needs chromium, nodejs and fonts-noto-cjk (as root on"
                            + " Debian it installs them)");
        } else {
            findings.ok("browser test", "chromium and node are there");
        }
    }

    private static @Nullable Path onPath(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return Path.of(directory, program);
            }
        }
        return null;
    }
}
