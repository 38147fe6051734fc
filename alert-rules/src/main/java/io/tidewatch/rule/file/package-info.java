/**
 * Rule files: reader, lint, JSON Schema, hashes, and the parts and manifests as which they travel on
 * {@code tidewatch.rules}. A new field of a rule is read here.
 */
@NullMarked
package io.tidewatch.rule.file;

import org.jspecify.annotations.NullMarked;
