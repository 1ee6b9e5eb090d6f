/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;

import org.smartpack.keycloak.error.Refusal;

/**
 * The parameters of a request that concern its client: the form parameters of RFC 7521 section 4.2, and anything else
 * that could be meant as authentication. A parameter without a value counts as omitted (RFC 6749 section 3.2).
 */
final class AssertionParameters {

    /** The reason for refusing a request with more than one credential. */
    static final String SEVERAL_WAYS = "more than one way of client authentication";

    private static final Set<String> ONCE_ONLY = Set.of(
            OAuth2Constants.CLIENT_ASSERTION,
            OAuth2Constants.CLIENT_ASSERTION_TYPE,
            OAuth2Constants.CLIENT_ID,
            OAuth2Constants.CLIENT_SECRET);

    private final MultivaluedMap<String, String> form;
    private final List<String> authorization;
    private Assertion parsed;

    private AssertionParameters(MultivaluedMap<String, String> form, List<String> authorization) {
        this.form = form;
        this.authorization = authorization;
    }

    static AssertionParameters of(HttpRequest request) {
        List<String> authorization = request.getHttpHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION);
        return new AssertionParameters(
                request.getDecodedFormParameters(), authorization == null ? List.of() : authorization);
    }

    /** Whether the request has an assertion or an assertion type. */
    boolean present() {
        return !values(OAuth2Constants.CLIENT_ASSERTION).isEmpty()
                || !values(OAuth2Constants.CLIENT_ASSERTION_TYPE).isEmpty();
    }

    /** How many credentials the request has: Basic, secrets in the form and assertions, each occurrence counted. */
    int ways() {
        int basic = 0;
        for (String value : authorization) {
            basic += value.strip().toLowerCase(Locale.ROOT).startsWith("basic") ? 1 : 0;
        }
        int assertions = values(OAuth2Constants.CLIENT_ASSERTION).size();
        return basic + values(OAuth2Constants.CLIENT_SECRET).size() + (present() ? Math.max(assertions, 1) : 0);
    }

    /** The clients that the request claims to come from, by assertion or {@code client_id}. Nothing is verified. */
    List<String> claimedClients() {
        List<String> claimed = new ArrayList<>();
        claimedByAssertion().ifPresent(claimed::add);
        first(OAuth2Constants.CLIENT_ID).ifPresent(claimed::add);
        return claimed;
    }

    private Optional<String> claimedByAssertion() {
        Optional<String> compact = first(OAuth2Constants.CLIENT_ASSERTION);
        if (compact.isEmpty()) {
            return Optional.empty();
        }
        try {
            return parsed(compact.get()).claimText("sub");
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** Whether one of the authenticating parameters is repeated. */
    boolean repeated() {
        return ONCE_ONLY.stream().anyMatch(name -> values(name).size() > 1);
    }

    /**
     * The assertion, if it is the one and only credential of the request.
     *
     * @throws Refusal if it is missing, of another type, or not the only credential (RFC 6749 section 2.3)
     */
    Assertion onlyCredential() throws Refusal {
        if (!first(OAuth2Constants.CLIENT_ASSERTION_TYPE)
                .filter(OAuth2Constants.CLIENT_ASSERTION_TYPE_JWT::equals)
                .isPresent()) {
            throw Refusal.assertion("client_assertion_type is missing or not that of a JWT");
        }
        String compact = first(OAuth2Constants.CLIENT_ASSERTION)
                .orElseThrow(() -> Refusal.assertion("client_assertion is missing"));
        if (ways() > 1) {
            throw Refusal.assertion(SEVERAL_WAYS);
        }
        return parsed(compact);
    }

    private Assertion parsed(String compact) throws Refusal {
        if (parsed == null) {
            parsed = Assertion.parse(compact);
        }
        return parsed;
    }

    /** {@code client_id} may be omitted, but must not contradict the assertion (RFC 7521 section 4.2). */
    void checkClientId(String clientId) throws Refusal {
        Optional<String> parameter = first(OAuth2Constants.CLIENT_ID);
        if (parameter.isPresent() && !parameter.get().equals(clientId)) {
            throw Refusal.assertion("client_id is not the client of the assertion");
        }
    }

    private Optional<String> first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    private List<String> values(String name) {
        List<String> sent = form.get(name);
        if (sent == null || sent.isEmpty()) {
            return List.of();
        }
        List<String> given = new ArrayList<>(sent);
        given.removeIf(value -> value == null || value.isEmpty());
        return given;
    }
}
