package io.tidewatch.job.notify;

import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.ReceiptLedger;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A ledger that outlives the operators of one test, as the topic does. */
final class MemoryLedger implements ReceiptLedger {
    private static final Map<String, Map<String, Receipt>> ALL = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> INTENTS = new ConcurrentHashMap<>();

    private final Map<String, Receipt> receipts;
    private final Set<String> intents;

    private MemoryLedger(Map<String, Receipt> receipts, Set<String> intents) {
        this.receipts = receipts;
        this.intents = intents;
    }

    static Factory named(String name) {
        return () ->
                new MemoryLedger(receipts(name), INTENTS.computeIfAbsent(name, n -> ConcurrentHashMap.newKeySet()));
    }

    static Map<String, Receipt> receipts(String name) {
        return ALL.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
    }

    @Override
    public @Nullable Receipt find(String delivery) {
        return receipts.get(delivery);
    }

    @Override
    public void write(Receipt receipt) {
        receipts.put(receipt.delivery(), receipt);
    }

    @Override
    public void intend(String delivery) {
        intents.add(delivery);
    }

    @Override
    public void withdraw(String delivery) {
        intents.remove(delivery);
    }

    @Override
    public boolean isIntended(String delivery) {
        return intents.contains(delivery);
    }

    @Override
    public void close() {}
}
