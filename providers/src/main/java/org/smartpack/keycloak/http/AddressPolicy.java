/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import org.apache.http.conn.DnsResolver;

/**
 * The addresses to which the server may send requests. It prevents somebody who can set a URL, or the DNS entry of its
 * host, from directing the server to others.
 */
public enum AddressPolicy {
    /** Only public addresses. */
    PUBLIC,
    /**
     * Public addresses, this machine and private networks, but not link-local addresses, where clouds serve the secrets
     * of their machines.
     */
    PUBLIC_AND_PRIVATE,
    /** Only this machine and private networks: for plain http. */
    PRIVATE,
    /** All addresses except link-local ones and others where clouds serve the secrets of their machines. */
    ALL_BUT_METADATA;

    private enum Kind {
        PUBLIC,
        PRIVATE,
        METADATA,
        RESERVED
    }

    /** The policy for a URL: it depends on the scheme, and on whether an administrator allows private networks. */
    public static AddressPolicy of(boolean https, boolean privateAddresses) {
        if (!privateAddresses) {
            return PUBLIC;
        }
        return https ? PUBLIC_AND_PRIVATE : PRIVATE;
    }

    /** A resolver that throws {@link AddressRefused} for a host if any of its addresses isn't allowed. */
    public DnsResolver over(DnsResolver names) {
        return host -> {
            InetAddress[] all = names.resolve(host);
            if (!Arrays.stream(all).allMatch(this::allows)) {
                throw new AddressRefused();
            }
            return all;
        };
    }

    /** The host's name resolves to an address that isn't allowed. */
    public static final class AddressRefused extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    boolean allows(InetAddress address) {
        return switch (kind(address)) {
            case PUBLIC -> this != PRIVATE;
            case PRIVATE -> this != PUBLIC;
            case RESERVED -> this == ALL_BUT_METADATA;
            case METADATA -> false;
        };
    }

    private static Kind kind(InetAddress address) {
        if (address.isLinkLocalAddress()) {
            return Kind.METADATA;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return Kind.RESERVED;
        }
        if (address.isLoopbackAddress()) {
            return Kind.PRIVATE;
        }
        if (address instanceof Inet4Address) {
            return kindOf4(address.getAddress());
        }
        return address instanceof Inet6Address ? kindOf6(address.getAddress()) : Kind.RESERVED;
    }

    /** The special-purpose address registry of IPv4 (RFC 6890). */
    private static Kind kindOf4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        // A cloud's metadata address outside the link-local range.
        boolean metadata = Arrays.equals(bytes, new byte[] {100, 100, 100, (byte) 200})
                || Arrays.equals(bytes, new byte[] {(byte) 168, 63, (byte) 129, 16});
        if (metadata) {
            return Kind.METADATA;
        }
        boolean privateNetwork = first == 10
                || first == 172 && second >= 16 && second < 32
                || first == 192 && second == 168
                // Shared address space of providers (RFC 6598).
                || first == 100 && second >= 64 && second < 128;
        if (privateNetwork) {
            return Kind.PRIVATE;
        }
        boolean reserved = first == 0
                || first >= 240
                || first == 192 && second == 0 && (third == 0 || third == 2)
                || first == 192 && second == 88 && third == 99
                || first == 198 && (second == 18 || second == 19)
                || first == 198 && second == 51 && third == 100
                || first == 203 && second == 0 && third == 113;
        return reserved ? Kind.RESERVED : Kind.PUBLIC;
    }

    /**
     * In IPv6 only global unicast is public. Addresses that wrap an IPv4 address (compatible, NAT64, 6to4, Teredo)
     * could lead anywhere and are never allowed; mapped addresses have already been converted to IPv4.
     */
    private static Kind kindOf6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        if ((first & 0xfe) == 0xfc) {
            // Unique local addresses, except where clouds serve their metadata.
            boolean metadata = first == 0xfd
                    && (bytes[1] == 0 && (bytes[2] & 0xff) == 0x0e && (bytes[3] & 0xff) == 0xc2
                            || bytes[1] == 0x20 && bytes[2] == 0 && (bytes[3] & 0xff) == 0xce);
            return metadata ? Kind.METADATA : Kind.PRIVATE;
        }
        boolean global = (first & 0xe0) == 0x20;
        boolean teredoOrDocumentation =
                first == 0x20 && bytes[1] == 0x01 && (bytes[2] == 0 && bytes[3] == 0 || bytes[2] == 0x0d);
        boolean sixToFour = first == 0x20 && bytes[1] == 0x02;
        return global && !teredoOrDocumentation && !sixToFour ? Kind.PUBLIC : Kind.RESERVED;
    }
}
