package io.tidewatch.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Redis without persistence: it holds absolute values that the jobs write again within a minute. */
final class RedisServer {
    /**
     * Redis does not watch its parent, so a shell does: it reads the pipe from the launcher and kills Redis at its
     * end, and it ends when Redis does.
     */
    private static final String GUARD = "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; "
            + "{ read -r _ <&3; kill -9 $server; } 2>/dev/null & guard=$!; "
            + "wait $server; code=$?; kill $guard 2>/dev/null; exit $code";

    private RedisServer() {}

    static ServerPlan plan(Path home, Path logs, int port) throws IOException {
        Files.createDirectories(home);
        Path program = program(home);
        return new ServerPlan(
                "Redis",
                List.of(
                        "/bin/sh",
                        "-c",
                        GUARD,
                        "redis-guard",
                        program.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxmemory",
                        "256mb",
                        "--maxmemory-policy",
                        "noeviction",
                        "--dir",
                        home.toString()),
                home,
                logs.resolve("redis.log"),
                () -> answersPing(port));
    }

    /** The packaged programs that may run here, best first: the static one needs no OpenSSL library. */
    private static List<String> candidates() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (os.contains("mac")) {
            return List.of("redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64"));
        }
        if (os.contains("linux") && arm) {
            return List.of("redis-server-6.2.7-linux-arm64");
        }
        if (os.contains("linux") && (arch.equals("amd64") || arch.equals("x86_64"))) {
            return List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386");
        }
        throw new ServerStartException("no packaged Redis for " + os + " on " + arch
                + ": start one yourself and name it with --redis.url redis://host:6379");
    }

    static Path program(Path home) throws IOException {
        Path program = home.resolve("redis-server");
        for (String candidate : candidates()) {
            try (InputStream in = RedisServer.class.getResourceAsStream("/" + candidate)) {
                if (in == null) {
                    throw new ServerStartException("the packaged Redis " + candidate + " is missing");
                }
                Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!program.toFile().setExecutable(true, true)) {
                break;
            }
            if (runs(program)) {
                return program;
            }
        }
        throw new ServerStartException("the packaged Redis does not run from " + home
                + ": if that file system forbids programs (noexec), choose another directory with --dir;"
                + " else start a Redis yourself and name it with --redis.url redis://host:6379");
    }

    private static boolean runs(Path program) {
        try {
            Process version = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!version.waitFor(10, TimeUnit.SECONDS)) {
                version.destroyForcibly();
                return false;
            }
            return version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean answersPing(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            OutputStream out = socket.getOutputStream();
            out.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII).equals("+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }
}
