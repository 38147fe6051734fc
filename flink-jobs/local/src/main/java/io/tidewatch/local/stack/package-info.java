/** Starts, watches and stops everything on this machine: servers, jobs, wall, ingest; and finds a stack that runs. */
@NullMarked
package io.tidewatch.local.stack;

import org.jspecify.annotations.NullMarked;
