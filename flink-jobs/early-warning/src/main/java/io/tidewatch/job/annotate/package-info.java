/** AnnotateJob: feedback as received becomes annotated feedback; what cannot be read becomes a dead letter. */
@NullMarked
package io.tidewatch.job.annotate;

import org.jspecify.annotations.NullMarked;
