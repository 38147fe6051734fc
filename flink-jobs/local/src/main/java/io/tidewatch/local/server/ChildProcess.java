package io.tidewatch.local.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running server. Its standard input is held open by this process: when this process ends, however it ends, the
 * server reads the end of the stream and ends too.
 */
final class ChildProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 15;
    private static final int TAIL_BYTES = 16_384;

    private final ServerPlan plan;
    private final Process process;
    private volatile boolean closing;

    private ChildProcess(ServerPlan plan, Process process) {
        this.plan = plan;
        this.process = process;
    }

    static ChildProcess start(ServerPlan plan) {
        try {
            Files.createDirectories(plan.directory());
            Files.createDirectories(plan.log().toAbsolutePath().getParent());
            if (Files.exists(plan.log())) {
                Path previous = plan.log().resolveSibling(plan.log().getFileName() + ".1");
                Files.move(plan.log(), previous, StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = new ProcessBuilder(inOwnSession(plan.command()))
                    .directory(plan.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(plan.log().toFile())
                    .start();
            return new ChildProcess(plan, process);
        } catch (IOException e) {
            throw new ServerStartException("cannot start " + plan.name() + ": " + e.getMessage(), e);
        }
    }

    /** Ctrl-C in a terminal goes to every process of the session; the servers must outlast the jobs that use them. */
    private static List<String> inOwnSession(List<String> command) {
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, "setsid"))) {
                List<String> detached = new ArrayList<>();
                detached.add("setsid");
                detached.addAll(command);
                return detached;
            }
        }
        return command;
    }

    String name() {
        return plan.name();
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Runs {@code then} with a sentence for people when the server ends without having been asked to. */
    void onUnexpectedExit(Consumer<String> then) {
        process.onExit().thenAccept(ended -> {
            if (!closing) {
                then.accept(
                        plan.name() + " stopped unexpectedly (exit code " + ended.exitValue() + "), see " + plan.log());
            }
        });
    }

    /**
     * @throws ServerStartException with the end of the log when the server ends or does not answer in time
     */
    void awaitReady(long timeoutNanos) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        while (!plan.ready().getAsBoolean()) {
            if (!process.isAlive()) {
                throw new ServerStartException(plan.name() + " ended while starting (exit code " + process.exitValue()
                        + "). The end of " + plan.log() + ":\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new ServerStartException(
                        plan.name() + " did not answer within " + TimeUnit.NANOSECONDS.toSeconds(timeoutNanos)
                                + " s: the machine may be too busy, try again. The end of " + plan.log() + ":\n"
                                + logTail());
            }
            Thread.sleep(50);
        }
    }

    private String logTail() {
        try {
            byte[] all = Files.readAllBytes(plan.log());
            int from = Math.max(0, all.length - TAIL_BYTES);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(cannot read it: " + e.getMessage() + ")";
        }
    }

    /** Asks for an orderly stop without waiting for it. */
    void askToStop() {
        closing = true;
        try {
            OutputStream in = process.getOutputStream();
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            // it has ended already
        }
    }

    /** Stops in order, or by force after 15 s. */
    @Override
    public void close() {
        askToStop();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once. */
    void kill() {
        closing = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
