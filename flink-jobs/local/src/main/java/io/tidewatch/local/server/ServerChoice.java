package io.tidewatch.local.server;

/**
 * A server to start, or one to use that runs elsewhere.
 *
 * @param address of the one elsewhere; empty starts one
 * @param port of the one to start; 0 takes a free one
 * @param heap of the one to start, as the JVM writes it; empty where there is no JVM
 */
public record ServerChoice(String address, int port, String heap) {
    public static ServerChoice elsewhere(String address) {
        return new ServerChoice(address, 0, "");
    }

    public static ServerChoice own(int port, String heap) {
        return new ServerChoice("", port, heap);
    }

    boolean isOwn() {
        return address.isEmpty();
    }
}
