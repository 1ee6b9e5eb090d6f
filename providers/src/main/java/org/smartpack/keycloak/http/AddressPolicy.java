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
 * Which addresses the server sends requests to, so that whoever can set a URL, or the DNS entry of its host, can't make
 * it ask where it shouldn't.
 */
public enum AddressPolicy {
    /** Addresses of the internet only. */
    PUBLIC,
    /** Also this machine and private networks; not link-local ones, where clouds keep the secrets of their machines. */
    PUBLIC_AND_PRIVATE,
    /** Only this machine and private networks: for plain http. */
    PRIVATE,
    /** Whatever can be reached, save link-local addresses and those where clouds keep the secrets of their machines. */
    ALL_BUT_METADATA;

    private enum Kind {
        PUBLIC,
        PRIVATE,
        METADATA,
        RESERVED
    }

    /** The policy for a URL's scheme, and for whether an administrator lets it lead to a private network. */
    public static AddressPolicy of(boolean https, boolean privateAddresses) {
        if (!privateAddresses) {
            return PUBLIC;
        }
        return https ? PUBLIC_AND_PRIVATE : PRIVATE;
    }

    /** A host of which one address isn't allowed can't be reached at all: {@link AddressRefused}. */
    public DnsResolver over(DnsResolver names) {
        return host -> {
            InetAddress[] all = names.resolve(host);
            if (!Arrays.stream(all).allMatch(this::allows)) {
                throw new AddressRefused();
            }
            return all;
        };
    }

    /** The host's name leads to an address that isn't allowed. */
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
        // Where clouds keep their metadata outside the link-local range.
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
     * Of IPv6, only global unicast is public. What wraps an IPv4 address (mapped addresses are IPv4 ones already by the
     * time they come here; compatible, NAT64, 6to4, Teredo) could lead anywhere and is never used.
     */
    private static Kind kindOf6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        if ((first & 0xfe) == 0xfc) {
            // Unique local addresses, save those where clouds keep their metadata.
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
