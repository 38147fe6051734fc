package io.tidewatch.local.topics;

import io.tidewatch.taxonomy.TopicProposal;
import io.tidewatch.text.topic.LeafDraft;

/** A topic and the leaf that may be made of it. */
record DraftedTopic(TopicProposal topic, LeafDraft draft) {}
