/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.smartpack.keycloak.error.Refusal;

/** What can be wrong with the settings of a client that uses "SMART signed JWT", as far as they alone show it. */
public enum KeyFault {
    /** An unknown algorithm is ignored. */
    UNKNOWN_ALGORITHM(true, "\"Signature algorithms\" has a name that isn't one of " + SigningAlgorithm.names()),
    /** Neither URL nor key set, certificate or key. */
    NO_KEYS(false, "The client has no keys, so it can't authenticate"),
    /** The imported text isn't a JWK Set, or it is too large. */
    NOT_A_SET(true, "The imported keys aren't a JWK Set with 1 to 100 keys, so the client can't authenticate"),
    /** Whoever can see the client could authenticate as the client. */
    PRIVATE_KEY(true, "The imported keys include a private or secret key; such a key is refused. Treat it as stolen"),
    /** No key can be chosen. */
    NO_KID(true, "None of the imported keys has a kid, so the client can't authenticate"),
    /** The others may work. */
    KEY_WITHOUT_KID(false, "An imported key has no kid: it is never used"),
    /** It works, but Keycloak's console refuses to import such a set. */
    KEY_WITHOUT_USE(
            false, "An imported key has no \"use\": the console refuses a file in which no key has \"use\": \"sig\""),
    /** It is never fetched. */
    INVALID_URL(true, "The JWKS URL isn't an absolute https URL without user and fragment, so it isn't fetched"),
    /** It is never fetched. */
    HTTP_URL(
            true,
            "The JWKS URL begins with http:, which is fetched only if private networks are allowed for the client"),
    /** Anybody on the way can replace the keys. */
    HTTP_ON_PRIVATE_NETWORK(false, "The JWKS is fetched over plain http: whoever is on the way can replace the keys");

    private final boolean isRefused;
    private final String text;

    KeyFault(boolean isRefused, String text) {
        this.isRefused = isRefused;
        this.text = text;
    }

    /** Whether a client isn't saved with it: it would never do what was meant. */
    public boolean isRefused() {
        return isRefused;
    }

    /** What is wrong, as a sentence without a full stop. */
    public String text() {
        return text;
    }

    /** @param attributes the client's attributes by name; {@code null} for one that it doesn't have */
    public static Set<KeyFault> of(UnaryOperator<String> attributes) {
        ClientSettings settings = new ClientSettings(attributes);
        Set<KeyFault> found = EnumSet.noneOf(KeyFault.class);
        if (settings.hasUnknownAlgorithm()) {
            found.add(UNKNOWN_ALGORITHM);
        }
        if (settings.usesJwksUrl()) {
            addFaultsOfUrl(settings, found);
        } else if (settings.inlineJwks().isPresent()) {
            addFaultsOfKeys(settings.inlineJwks().get(), found);
        } else if (!settings.hasSingleKey()) {
            found.add(NO_KEYS);
        }
        return found;
    }

    /**
     * What a change brings: faults that were not there before, and those of settings that were changed and are wrong
     * again.
     *
     * @param before the client's attributes before the change
     * @param now the client's attributes after it
     */
    public static Set<KeyFault> added(UnaryOperator<String> before, UnaryOperator<String> now) {
        Set<KeyFault> added = of(now);
        Set<KeyFault> old = of(before);
        added.removeIf(fault -> old.contains(fault)
                && fault.settings(new ClientSettings(before)).equals(fault.settings(new ClientSettings(now))));
        return added;
    }

    /** The settings that show the fault. */
    private List<Object> settings(ClientSettings settings) {
        if (this == UNKNOWN_ALGORITHM) {
            return List.of(settings.named());
        }
        return settings.usesJwksUrl()
                ? List.of(settings.registeredJwksUrl(), settings.privateAddresses())
                : List.of(settings.inlineJwks());
    }

    private static void addFaultsOfUrl(ClientSettings settings, Set<KeyFault> found) {
        Optional<String> url = settings.registeredJwksUrl();
        if (url.isEmpty()) {
            found.add(NO_KEYS);
            return;
        }
        boolean isHttp = url.get().regionMatches(true, 0, "http:", 0, 5);
        boolean isFetched = location(url.get(), settings.privateAddresses()).isPresent();
        if (isHttp && isFetched) {
            found.add(HTTP_ON_PRIVATE_NETWORK);
        } else if (isHttp && location(url.get(), true).isPresent()) {
            found.add(HTTP_URL);
        } else if (!isFetched) {
            found.add(INVALID_URL);
        }
    }

    /** Where the keys are fetched; empty if they aren't. */
    static Optional<JwksLocation> location(String url, boolean privateAddresses) {
        try {
            return Optional.of(JwksLocation.of("", "", url, privateAddresses));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private static void addFaultsOfKeys(String jwks, Set<KeyFault> found) {
        SigningKeys keys;
        try {
            keys = SigningKeys.parse(jwks.getBytes(StandardCharsets.UTF_8));
        } catch (Refusal e) {
            found.add(NOT_A_SET);
            return;
        }
        int all = keys.count(key -> true);
        int withKid = keys.count(key -> !key.path("kid").asText("").isEmpty());
        if (all == 0) {
            found.add(NOT_A_SET);
        } else if (withKid == 0) {
            found.add(NO_KID);
        } else if (withKid < all) {
            found.add(KEY_WITHOUT_KID);
        }
        if (keys.count(SigningKeys::showsPrivatePart) > 0) {
            found.add(PRIVATE_KEY);
        }
        if (keys.count(key -> !key.has("use")) > 0) {
            found.add(KEY_WITHOUT_USE);
        }
    }
}
