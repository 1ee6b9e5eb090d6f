/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.apache.http.conn.DnsResolver;

import org.smartpack.keycloak.http.AddressPolicy;

/** Where the JWKS URL of a client leads, found out without sending anything there. */
public final class JwksAddress {

    private JwksAddress() {}

    /**
     * Why the JWKS of a client can't be fetched now; empty if it might be, or the client has no valid JWKS URL.
     *
     * @param attributes the client's attributes by name; {@code null} for one that it doesn't have
     * @param names resolves host names
     */
    public static Optional<String> problem(UnaryOperator<String> attributes, DnsResolver names) {
        ClientSettings settings = new ClientSettings(attributes);
        return settings.registeredJwksUrl()
                .flatMap(url -> KeyFault.location(url, settings.privateAddresses()))
                .flatMap(location -> problem(location, names));
    }

    private static Optional<String> problem(JwksLocation location, DnsResolver names) {
        try {
            location.addresses().over(names).resolve(location.url().getHost());
            return Optional.empty();
        } catch (AddressPolicy.AddressRefused e) {
            return Optional.of("The host of the JWKS URL has an address that isn't allowed for this client");
        } catch (UnknownHostException e) {
            return Optional.of("This server doesn't find the host of the JWKS URL");
        }
    }
}
