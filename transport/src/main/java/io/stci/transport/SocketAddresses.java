package io.stci.transport;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Addresses of peers in both notations, remembered as far as a bound so that datagrams don't make them anew each time. */
final class SocketAddresses {
    private static final int MOST = 4096;

    private final Map<InetSocketAddress, Address> addresses = new HashMap<>();
    private final Map<Address, InetSocketAddress> sockets = new HashMap<>();

    Address address(InetSocketAddress socket) {
        Address known = addresses.get(socket);
        return known == null ? remember(socket) : known;
    }

    /** Of an address with a numeric host. */
    InetSocketAddress socketAddress(Address address) {
        InetSocketAddress known = sockets.get(address);
        return known == null ? new InetSocketAddress(address.name(), address.port()) : known;
    }

    private Address remember(InetSocketAddress socket) {
        if (addresses.size() >= MOST) {
            addresses.clear();
            sockets.clear();
        }
        Address address = Address.udp(socket.getAddress().getHostAddress(), socket.getPort());
        addresses.put(socket, address);
        sockets.put(address, socket);
        return address;
    }
}
