/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressPolicyTest {

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "192.169.0.1",
                "1.0.0.1",
                "223.255.255.255",
                "2600::1",
                "2a00:1450:4001::1"
            })
    @DisplayName("attack 12: addresses of the internet, and none of them for plain http")
    void publicAddress(String literal) throws UnknownHostException {
        assertThat(AddressPolicy.PUBLIC.allows(address(literal))).isTrue();
        assertThat(AddressPolicy.PUBLIC_AND_PRIVATE.allows(address(literal))).isTrue();
        assertThat(AddressPolicy.PRIVATE.allows(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "2130706433"
            })
    @DisplayName("attack 12: this machine and private networks only where the administrator allows them")
    void privateAddress(String literal) throws UnknownHostException {
        assertThat(AddressPolicy.PUBLIC.allows(address(literal))).isFalse();
        assertThat(AddressPolicy.PUBLIC_AND_PRIVATE.allows(address(literal))).isTrue();
        assertThat(AddressPolicy.PRIVATE.allows(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "::",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "100::1",
                "4000::1"
            })
    @DisplayName("attack 12: link-local, reserved, multicast and wrapped addresses never")
    void neverAllowed(String literal) throws UnknownHostException {
        for (AddressPolicy policy :
                List.of(AddressPolicy.PUBLIC, AddressPolicy.PUBLIC_AND_PRIVATE, AddressPolicy.PRIVATE)) {
            assertThat(policy.allows(address(literal))).as(policy.name()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "127.0.0.1, true",
        "10.0.0.1, true",
        "fd12:3456::1, true",
        "198.18.0.1, true",
        "64:ff9b::808:808, true",
        "169.254.169.254, false",
        "169.254.1.2, false",
        "::ffff:169.254.169.254, false",
        "fe80::1, false",
        "fd00:ec2::254, false",
        "100.100.100.200, false",
        "168.63.129.16, false"
    })
    @DisplayName(
            "attack 12: an address that an administrator gives may be any but link-local ones and clouds' metadata")
    void givenByAdministrator(String literal, boolean isAllowed) throws UnknownHostException {
        assertThat(AddressPolicy.ALL_BUT_METADATA.allows(address(literal))).isEqualTo(isAllowed);
    }
}
