/** What a message costs on its whole way, and how long its way takes: real servers, the shipped jobs and rules. */
@NullMarked
package io.tidewatch.local.bench.path;

import org.jspecify.annotations.NullMarked;
