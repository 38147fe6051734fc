/**
 * What customers complain of and no leaf names: {@link io.tidewatch.text.topic.TopicFinder} is read first. It keeps a bounded
 * sample of voices and finds words in it that stand together; {@link io.tidewatch.text.topic.LeafDrafts} makes leaves of them.
 */
@NullMarked
package io.tidewatch.text.topic;

import org.jspecify.annotations.NullMarked;
