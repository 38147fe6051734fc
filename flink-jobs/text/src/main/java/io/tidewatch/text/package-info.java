/** Text analysis without Flink: cleaning, masking, segmentation, opinions, sentiment, keywords and grade. */
@NullMarked
package io.tidewatch.text;

import org.jspecify.annotations.NullMarked;
