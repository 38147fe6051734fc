package io.tidewatch.local.server;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One Elasticsearch node in this process; the arguments are a settings file and the configuration directory.
 *
 * <p>The server's own start script refuses to run as root; the node itself does not mind. The server is on the module
 * path of this process only, so it is reached by reflection: nothing of it is on the compile path.
 */
public final class ElasticsearchMain {
    private ElasticsearchMain() {}

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        // watched from the first moment: the parent may go while the node is still being built
        AtomicReference<AutoCloseable> started = new AtomicReference<>();
        ParentWatch.start(() -> close(started.get()));
        AutoCloseable node = node(properties, Path.of(args[1]));
        started.set(node);
        node.getClass().getMethod("start").invoke(node);
        Thread.currentThread().join();
    }

    private static void close(@Nullable AutoCloseable node) {
        try {
            if (node != null) {
                node.close();
            }
        } catch (Exception e) {
            System.err.println("Elasticsearch did not close: " + e);
        }
    }

    private static AutoCloseable node(Properties properties, Path config) throws Exception {
        try {
            Class<?> settingsType = Class.forName("org.elasticsearch.common.settings.Settings");
            Object builder = settingsType.getMethod("builder").invoke(null);
            for (String key : properties.stringPropertyNames()) {
                builder.getClass()
                        .getMethod("put", String.class, String.class)
                        .invoke(builder, key, properties.getProperty(key));
            }
            Object settings = builder.getClass().getMethod("build").invoke(builder);
            Class<?> environmentType = Class.forName("org.elasticsearch.env.Environment");
            Object environment =
                    environmentType.getConstructor(settingsType, Path.class).newInstance(settings, config);
            Class.forName("org.elasticsearch.common.logging.LogConfigurator")
                    .getMethod("configure", environmentType, boolean.class)
                    .invoke(null, environment, true);
            Object plugins = plugins(environment);
            return Class.forName("org.elasticsearch.node.Node")
                    .asSubclass(AutoCloseable.class)
                    .getConstructor(environmentType, plugins.getClass())
                    .newInstance(environment, plugins);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Object plugins(Object environment) throws ReflectiveOperationException, IOException {
        Class<?> loader = Class.forName("org.elasticsearch.plugins.PluginsLoader");
        Object modules = loader.getMethod("loadModulesBundles", Path.class)
                .invoke(null, environment.getClass().getMethod("modulesDir").invoke(environment));
        Object plugins = loader.getMethod("loadPluginsBundles", Path.class)
                .invoke(null, environment.getClass().getMethod("pluginsDir").invoke(environment));
        return loader.getMethod("createPluginsLoader", Set.class, Set.class, Map.class)
                .invoke(null, modules, plugins, Map.of());
    }
}
