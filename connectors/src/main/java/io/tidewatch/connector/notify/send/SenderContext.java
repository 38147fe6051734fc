package io.tidewatch.connector.notify.send;

import io.tidewatch.notify.config.NotifyConfig;
import java.io.PrintStream;
import java.time.Clock;

/** What senders are given. */
public record SenderContext(NotifyConfig config, Secrets secrets, Outbound http, Clock clock, PrintStream console) {}
