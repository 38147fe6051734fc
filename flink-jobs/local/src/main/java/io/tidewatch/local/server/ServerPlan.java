package io.tidewatch.local.server;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How to start one server and how to see that it is ready.
 *
 * @param name for people
 * @param directory working directory, made when missing
 * @param log takes everything the server prints
 * @param ready asked again and again until true; must not throw
 */
record ServerPlan(String name, List<String> command, Path directory, Path log, BooleanSupplier ready) {}
