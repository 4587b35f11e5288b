package io.stci.groupops.plugin;

/**
 * How large a jar may be.
 *
 * @param jarBytes as it travels
 * @param entries files and directories in it
 * @param unpackedBytes of all its entries
 */
record JarLimits(int jarBytes, int entries, int unpackedBytes) {
    /** 16 MiB, 10,000 entries, 64 MiB. */
    static final JarLimits DEFAULT = new JarLimits(16 << 20, 10_000, 64 << 20);
}
