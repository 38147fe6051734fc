/**
 * Files of feedback, counts and rules as people have them: CSV and JSON lines, plain or gzip, with every problem
 * reported by row.
 */
@NullMarked
package io.tidewatch.connector.file;

import org.jspecify.annotations.NullMarked;
