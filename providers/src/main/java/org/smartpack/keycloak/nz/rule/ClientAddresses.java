/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.models.CibaConfig;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/**
 * NZ-27, NZ-29: every address of a client begins with {@code https}, and redirect addresses have neither wildcard nor
 * fragment. Two exceptions never leave the user's device: {@code http} for loopback addresses (RFC 8252 section 7.3),
 * and for public clients private-use schemes with a dot, as redirect address (section 7.1). Keycloak's own executor
 * knows the first only halfway.
 */
final class ClientAddresses implements Rule {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private static final List<String> ATTRIBUTES = List.of(
            OIDCConfigAttributes.JWKS_URL,
            OIDCConfigAttributes.BACKCHANNEL_LOGOUT_URL,
            OIDCConfigAttributes.FRONT_CHANNEL_LOGOUT_URI,
            OIDCConfigAttributes.LOGO_URI,
            OIDCConfigAttributes.TOS_URI,
            OIDCConfigAttributes.POLICY_URI,
            OIDCConfigAttributes.SECTOR_IDENTIFIER_URI,
            CibaConfig.CIBA_BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT);

    private static final List<String> LISTS =
            List.of(OIDCConfigAttributes.POST_LOGOUT_REDIRECT_URIS, OIDCConfigAttributes.REQUEST_URIS);

    /** Keycloak's words for "as the redirect addresses" and "none". */
    private static final Set<String> WORDS = Set.of("+", "-");

    @Override
    public Optional<String> fault(ClientModel client) {
        return redirectFault(client).or(() -> addresses(client)
                .filter(address -> !address.isBlank() && !WORDS.contains(address))
                .filter(address -> !isProtected(address))
                .findFirst()
                .map(address -> "NZ-27: an address of the client must begin with https: " + address));
    }

    private static Optional<String> redirectFault(ClientModel client) {
        for (String address : client.getRedirectUris()) {
            if (address.contains("*") || address.contains("#")) {
                return Optional.of("NZ-29: a redirect address must have no wildcard and no fragment: " + address);
            }
            if (!isProtected(address) && !(client.isPublicClient() && isPrivateUse(address))) {
                return Optional.of("NZ-27: a redirect address must begin with https: " + address);
            }
        }
        return Optional.empty();
    }

    private static Stream<String> addresses(ClientModel client) {
        Stream<String> settings = Stream.of(client.getRootUrl(), client.getBaseUrl(), client.getManagementUrl());
        Stream<String> attributes = ATTRIBUTES.stream().map(client::getAttribute);
        Stream<String> lists = LISTS.stream()
                .map(client::getAttribute)
                .filter(list -> list != null)
                .flatMap(list -> Arrays.stream(list.split(Constants.CFG_DELIMITER_PATTERN.pattern())));
        return Stream.of(settings, attributes, lists, client.getWebOrigins().stream())
                .flatMap(part -> part)
                .filter(address -> address != null);
    }

    /** A path is relative to the root URL, which is looked at by itself. */
    private static boolean isProtected(String address) {
        if (address.startsWith("/") && !address.startsWith("//")) {
            return true;
        }
        return parse(address)
                .filter(uri -> uri.getHost() != null)
                .filter(uri -> "https".equalsIgnoreCase(uri.getScheme())
                        || "http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(uri.getHost()))
                .isPresent();
    }

    private static boolean isPrivateUse(String address) {
        return parse(address)
                .map(URI::getScheme)
                .filter(scheme -> scheme.contains("."))
                .isPresent();
    }

    private static Optional<URI> parse(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
