package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {
    @Test
    void partitionsAreToldFromDisksByTheKernelsNaming() {
        assertTrue(Disks.isPartition("sda1", "sda"));
        assertTrue(Disks.isPartition("nvme0n1p12", "nvme0n1"));
        assertTrue(Disks.isPartition("mmcblk0p1", "mmcblk0"));
        assertFalse(Disks.isPartition("sdaa", "sda"));
        assertFalse(Disks.isPartition("nbd10", "nbd1"));
        assertFalse(Disks.isPartition("mmcblk0boot0", "mmcblk0"));
        assertFalse(Disks.isPartition("sda", "sda"));
        assertFalse(Disks.isPartition("sda", ""));
    }

    @Test
    void everyByteCountsOnce(@TempDir Path root) {
        ProcFixture proc = new ProcFixture(root);
        writeDisks(proc, 0);
        proc.sampleAfter(1);
        writeDisks(proc, 10);
        // sda, xvda1 (a disk of its own there), nvme0n1
        assertEquals(3 * 10 * 512.0, proc.sampleAfter(1).get("disk_read_bytes_per_second"));
    }

    private static void writeDisks(ProcFixture proc, long sectors) {
        String[] names = {
            "loop0",
            "ram0",
            "zram0",
            "sda",
            "sda1",
            "sda2",
            "xvda1",
            "nvme0c0n1",
            "nvme0n1",
            "nvme0n1p1",
            "dm-0",
            "md127",
            "md127p1",
            "drbd0",
            "bcache0"
        };
        String[] lines = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            lines[i] = " 8 " + i + " " + names[i] + " 1 2 " + sectors + " 3 4 5 " + sectors + " 6 0 7 8";
        }
        proc.write("diskstats", lines);
    }
}
