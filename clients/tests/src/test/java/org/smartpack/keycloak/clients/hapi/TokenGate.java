/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;

/** Lets nobody in without a good access token, and keeps what the token says with the request. */
@Interceptor(order = Integer.MIN_VALUE)
public final class TokenGate {

    private static final String CLAIMS = "access-token-claims";

    private final AccessTokens tokens;
    private final String audience;

    TokenGate(AccessTokens tokens, String audience) {
        this.tokens = tokens;
        this.audience = audience;
    }

    /** Runs before any other interceptor: those use what it keeps. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void check(RequestDetails request) {
        RestOperationTypeEnum operation = request.getRestOperationType();
        if (operation == RestOperationTypeEnum.METADATA) {
            return;
        }
        List<String> headers = request.getHeaders("Authorization");
        if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw refusal("Bearer", "A bearer token is required");
        }
        Map<String, Object> claims = tokens.claims(headers.get(0).substring(7).strip())
                .filter(this::isForUs)
                .orElseThrow(() -> refusal("Bearer error=\"invalid_token\"", "The access token is not accepted"));
        if (!SmartRules.LETTERS.containsKey(operation)) {
            throw new ForbiddenOperationException("No rule allows this operation");
        }
        request.getUserData().put(CLAIMS, claims);
    }

    /** For this server, and not bound to a key, which this recipe doesn't check. */
    private boolean isForUs(Map<String, Object> claims) {
        Object aud = claims.get("aud");
        boolean isForUs = aud instanceof Collection<?> several ? several.contains(audience) : audience.equals(aud);
        return isForUs && !claims.containsKey("cnf");
    }

    private static AuthenticationException refusal(String challenge, String message) {
        AuthenticationException refusal = new AuthenticationException(message);
        refusal.addResponseHeader("WWW-Authenticate", challenge);
        return refusal;
    }

    /** A claim of the request's token, which the gate must have seen. */
    static Optional<String> claim(RequestDetails request, String name) {
        Map<?, ?> claims =
                (Map<?, ?>) Objects.requireNonNull(request.getUserData().get(CLAIMS), "the gate comes first");
        return claims.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
