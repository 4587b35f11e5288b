package io.stci.agents;

import java.util.Locale;

/**
 * The metrics that an agent samples of its host, in display order.
 *
 * <p>Every one is optional: a host leaves out what its kernel doesn't tell. Percentages lie between 0 and 100, and those
 * of the CPU are of the whole host, whatever the number of its processors. Threads: immutable.
 */
public enum HostMetric {
    CPU_USER_PERCENT("percent", "CPU time in programs, niced ones and guests included"),
    CPU_SYSTEM_PERCENT("percent", "CPU time in the kernel, interrupts included"),
    CPU_IOWAIT_PERCENT("percent", "CPU time idle while a disk request was outstanding"),
    CPU_STEAL_PERCENT("percent", "CPU time that the hypervisor gave to others"),
    CPU_IDLE_PERCENT("percent", "CPU time idle"),
    LOAD_1M("tasks", "tasks running or in disk wait, averaged over 1 minute"),
    LOAD_5M("tasks", "tasks running or in disk wait, averaged over 5 minutes"),
    LOAD_15M("tasks", "tasks running or in disk wait, averaged over 15 minutes"),
    MEMORY_TOTAL_BYTES("bytes", "physical memory that the kernel manages"),
    MEMORY_USED_BYTES("bytes", "memory that is not available: total less available"),
    MEMORY_AVAILABLE_BYTES("bytes", "memory that programs could get without swapping"),
    SWAP_TOTAL_BYTES("bytes", "swap space"),
    SWAP_USED_BYTES("bytes", "swap space in use"),
    NET_RECEIVE_BYTES_PER_SECOND("bytes/s", "received on all network interfaces but lo"),
    NET_TRANSMIT_BYTES_PER_SECOND("bytes/s", "sent on all network interfaces but lo"),
    DISK_READ_BYTES_PER_SECOND("bytes/s", "read from all whole disks"),
    DISK_WRITE_BYTES_PER_SECOND("bytes/s", "written to all whole disks"),
    PRESSURE_CPU_SOME_PERCENT("percent", "time in which a task waited for a CPU, over 10 s"),
    PRESSURE_MEMORY_SOME_PERCENT("percent", "time in which a task waited for memory, over 10 s"),
    PRESSURE_MEMORY_FULL_PERCENT("percent", "time in which all tasks waited for memory, over 10 s"),
    PRESSURE_IO_SOME_PERCENT("percent", "time in which a task waited for a disk, over 10 s"),
    PRESSURE_IO_FULL_PERCENT("percent", "time in which all tasks waited for a disk, over 10 s");

    private final String metricName = name().toLowerCase(Locale.ROOT);
    private final String unit;
    private final String description;

    HostMetric(String unit, String description) {
        this.unit = unit;
        this.description = description;
    }

    /** Such as {@code cpu_user_percent}. */
    public String metricName() {
        return metricName;
    }

    /** {@code percent}, {@code bytes}, {@code bytes/s} or {@code tasks}. */
    public String unit() {
        return unit;
    }

    /** One line for people. */
    public String description() {
        return description;
    }
}
