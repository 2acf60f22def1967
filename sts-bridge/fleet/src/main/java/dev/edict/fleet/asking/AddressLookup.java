package dev.edict.fleet.asking;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds all addresses of a name. */
@FunctionalInterface
interface AddressLookup {

    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    static AddressLookup ofTheSystem() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
