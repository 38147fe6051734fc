/** Kibana's saved objects as code: a small model, a linter, the queries its panels make, and the import. */
@NullMarked
package io.tidewatch.dashboard.kibana;

import org.jspecify.annotations.NullMarked;
