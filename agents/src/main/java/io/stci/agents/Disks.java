package io.stci.agents;

/**
 * Sectors read and written by each whole disk.
 *
 * <p>Left out, so that no byte counts twice: partitions (their disk has them), and what stands on other disks: loop, dm,
 * md, drbd and bcache devices. Also left out: what is no disk, ram and zram; and the paths of an NVMe disk that has several
 * ({@code nvme0c1n1}; the disk {@code nvme0n1} has them).
 */
final class Disks {
    /** The unit of the kernel's counters, whatever the disk's own. */
    static final int SECTOR_BYTES = 512;

    private static final String[] NO_DISKS = {"loop", "ram", "zram", "dm-", "md", "drbd", "bcache"};
    private static final int WORDS_BEFORE_NAME = 2;

    private Disks() {}

    /** Reads {@code /proc/diskstats}; null if a line is malformed. */
    static DeviceCounters read(ProcText text) {
        DeviceCounters disks = new DeviceCounters();
        String disk = "";
        while (text.nextLine()) {
            text.skipWords(WORDS_BEFORE_NAME);
            String name = text.word();
            if (isPartition(name, disk)) {
                continue;
            }
            disk = name;
            if (!isDisk(name)) {
                continue;
            }
            text.skipWords(2);
            long read = text.number();
            text.skipWords(3);
            long written = text.number();
            if (read == ProcText.NO_NUMBER || written == ProcText.NO_NUMBER) {
                return null;
            }
            disks.add(name, read, written);
        }
        return disks;
    }

    /**
     * The kernel lists partitions right after their disk, and names them by it: {@code sda1}, but {@code nvme0n1p1}, as
     * that disk's name ends in a digit.
     */
    static boolean isPartition(String name, String disk) {
        if (disk.isEmpty() || name.length() <= disk.length() || !name.startsWith(disk)) {
            return false;
        }
        int number = disk.length();
        if (isDigit(disk.charAt(number - 1))) {
            if (name.charAt(number) != 'p') {
                return false;
            }
            number++;
        }
        return number < name.length() && digitsEnd(name, number) == name.length();
    }

    private static boolean isDisk(String name) {
        for (String prefix : NO_DISKS) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        return !isPathOfNvme(name);
    }

    private static boolean isPathOfNvme(String name) {
        if (!name.startsWith("nvme")) {
            return false;
        }
        int end = digitsEnd(name, 4);
        return end < name.length() && name.charAt(end) == 'c';
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
