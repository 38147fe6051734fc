/**
 * Feedback in, annotated feedback out: {@link io.tidewatch.text.Analyzer} is read first. What concerns a whole message
 * (language, noise, grade, keywords, fingerprint) lives here; its parts in the packages below.
 */
@NullMarked
package io.tidewatch.text;

import org.jspecify.annotations.NullMarked;
