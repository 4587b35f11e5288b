package io.stci.agents;

/** Bytes received and sent by each network interface but {@code lo}. */
final class NetworkDevices {
    private static final int WORDS_BETWEEN = 7;

    private NetworkDevices() {}

    /** Reads {@code /proc/net/dev}; null if a line is malformed. */
    static DeviceCounters read(ProcText text) {
        DeviceCounters devices = new DeviceCounters();
        while (text.nextLine()) {
            String name = text.takeUntil(':');
            if (name == null || name.equals("lo")) {
                continue;
            }
            long received = text.number();
            text.skipWords(WORDS_BETWEEN);
            long sent = text.number();
            if (received == ProcText.NO_NUMBER || sent == ProcText.NO_NUMBER) {
                return null;
            }
            devices.add(name, received, sent);
        }
        return devices;
    }
}
