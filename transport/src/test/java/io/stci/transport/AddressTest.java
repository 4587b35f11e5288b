package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.Status;
import io.stci.core.StciException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp:host:0",
                "tcp:127.0.0.1:65535",
                "tcp:::1:80",
                "udp:127.0.0.1:7",
                "tls:host:443",
                "unix:/a/b c",
                "unix:x",
                "local:name"
            })
    void printsWhatItParsed(String text) {
        assertEquals(text, Address.parse(text).toString());
    }

    @Test
    void parsesToWhatFactoriesMake() {
        assertEquals(Address.tcp("host", 80), Address.parse("tcp:host:80"));
        assertEquals(Address.tcp("::1", 80), Address.parse("tcp:::1:80"));
        assertEquals(Address.udp("host", 80), Address.parse("udp:host:80"));
        assertEquals(Address.tls("host", 443), Address.parse("tls:host:443"));
        assertEquals(Address.unix("/a"), Address.parse("unix:/a"));
        assertEquals(Address.local("n"), Address.parse("local:n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp",
                "tcp:",
                "tcp:host",
                "tcp::80",
                "tcp:host:",
                "tcp:host:x",
                "tcp:host:-1",
                "tcp:host:65536",
                "tcp:host:99999999999",
                "udp:",
                "udp:80",
                "udp:host:65536",
                "tls:host",
                "tls:host:65536",
                "unix:",
                "local:",
                "http://host",
                "/path"
            })
    void whatIsNoAddressIsRefusedByName(String text) {
        StciException refused = assertThrows(StciException.class, () -> Address.parse(text));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertEquals("address '" + text + "'", refused.culprit());
    }

    @Test
    void aPathThatNoSocketCanHaveIsRefused() {
        assertRefused(() -> Address.unix("/" + "x".repeat(Address.MAX_UNIX_PATH_BYTES)));
        assertRefused(() -> Address.unix("/" + "\u20ac".repeat(40)));
        assertRefused(() -> Address.unix("/a\0b"));
        assertRefused(() -> Address.tcp("host", -1));
    }

    private static void assertRefused(Executable call) {
        assertEquals(
                Status.INVALID_ARGUMENT, assertThrows(StciException.class, call).status());
    }
}
