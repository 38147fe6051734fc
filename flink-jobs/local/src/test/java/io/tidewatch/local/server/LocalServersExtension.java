package io.tidewatch.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Real Kafka, Elasticsearch and Redis for tests: started once per test JVM, given to a test as a parameter of type
 * {@link LocalServers}. Tests share them, so each uses its own topics, indices and keys.
 */
public final class LocalServersExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalServersExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        servers(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return servers(context);
    }

    private static LocalServers servers(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, k -> Running.start(), Running.class)
                .servers();
    }

    private record Running(Path directory, LocalServers servers) implements ExtensionContext.Store.CloseableResource {
        static Running start() {
            try {
                Path directory = Files.createTempDirectory("tidewatch-test-");
                return new Running(directory, LocalServers.start(ServerOptions.in(directory)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What the servers said, for whoever looks into a failed test. */
        private void keepLogs() throws IOException {
            Path kept = Files.createDirectories(Path.of("target", "server-logs"));
            try (Stream<Path> logs = Files.list(directory.resolve("logs"))) {
                for (Path log : logs.toList()) {
                    Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }

        @Override
        public void close() throws IOException {
            servers.close();
            keepLogs();
            Directories.delete(directory);
        }
    }
}
