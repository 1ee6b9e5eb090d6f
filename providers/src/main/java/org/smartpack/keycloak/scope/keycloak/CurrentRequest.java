/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.StringUtil;

/** The HTTP request that Keycloak is answering, as far as it tells what a {@code scope} parameter is read for. */
final class CurrentRequest {

    private static final String TOKEN_ENDPOINT = "protocol/openid-connect/token";
    private static final String DEVICE_ENDPOINT = "protocol/openid-connect/auth/device";

    /** Where users go with the code of their device. Keycloak serves devices there as well. */
    private static final String DEVICE_PAGE = "device";

    private final KeycloakSession session;
    private final String area;
    private final String rest;

    private CurrentRequest(KeycloakSession session, String area, String rest) {
        this.session = session;
        this.area = area;
        this.rest = rest;
    }

    static CurrentRequest of(KeycloakSession session) {
        List<String> segments = Arrays.stream(path(session).split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        // What stands before is the server's relative path; what follows is the realm's name, which may read like a
        // path.
        int start = firstOf(segments, "realms", "admin");
        if (start < 0) {
            return new CurrentRequest(session, "", "");
        }
        String area = segments.get(start);
        int skipped = area.equals("realms") ? 2 : 1;
        return new CurrentRequest(
                session,
                area,
                String.join("/", segments.subList(Math.min(start + skipped, segments.size()), segments.size())));
    }

    private static int firstOf(List<String> segments, String... names) {
        for (int i = 0; i < segments.size(); i++) {
            if (List.of(names).contains(segments.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String path(KeycloakSession session) {
        try {
            return session.getContext().getUri().getPath();
        } catch (RuntimeException e) {
            // No request: an import at start-up, a timer. Keycloak's proxies fail each in its own way there.
            return "";
        }
    }

    /** Whether an administrator or the server itself is at work. */
    boolean isAdministration() {
        return !area.equals("realms");
    }

    /** Whether the console's Evaluate tab asks. */
    boolean isEvaluation() {
        return area.equals("admin") && ("/" + rest).contains("/evaluate-scopes/");
    }

    /** Whether a token is asked for; Keycloak takes the address with a slash at its end as well. */
    boolean isTokenEndpoint() {
        return rest.equals(TOKEN_ENDPOINT);
    }

    /** Whether a device asks (RFC 8628 section 3.1). */
    boolean isDeviceAuthorization() {
        return rest.equals(DEVICE_ENDPOINT) || rest.equals(DEVICE_PAGE);
    }

    /** Whether a user is being asked, from the authorization request to the last page of the login. */
    boolean isAuthorization() {
        return startsWith("protocol/openid-connect/auth")
                || startsWith("protocol/openid-connect/registrations")
                || startsWith("protocol/openid-connect/forgot-credentials")
                || startsWith("protocol/openid-connect/ext/par/request")
                || startsWith("protocol/openid-connect/ext/ciba/auth")
                || startsWith("login-actions")
                || startsWith("broker")
                || startsWith(DEVICE_PAGE);
    }

    private boolean startsWith(String prefix) {
        return rest.equals(prefix) || rest.startsWith(prefix + "/");
    }

    /** The grant type of a token request. */
    Optional<String> grantType() {
        return isTokenEndpoint() ? parameter(OAuth2Constants.GRANT_TYPE) : Optional.empty();
    }

    /** A parameter of the form, cleaned as Keycloak cleans it before it decides by it. */
    Optional<String> parameter(String name) {
        return rawParameter(name).map(StringUtil::removeControlCharacters);
    }

    /**
     * The values of a parameter as they were sent to an endpoint of the protocol that reads requests for scopes: in the form or,
     * with GET, in the query.
     */
    List<String> sent(String name) {
        boolean isOfProtocol = isAuthorization() && rest.startsWith("protocol/");
        if (!isTokenEndpoint() && !isOfProtocol && !rest.equals(DEVICE_PAGE)) {
            return List.of();
        }
        MultivaluedMap<String, String> parameters =
                isPost() ? form() : session.getContext().getUri().getQueryParameters();
        return parameters == null ? List.of() : parameters.getOrDefault(name, List.of());
    }

    private Optional<String> rawParameter(String name) {
        return isPost() && form() != null ? Optional.ofNullable(form().getFirst(name)) : Optional.empty();
    }

    private boolean isPost() {
        HttpRequest request = session.getContext().getHttpRequest();
        return request != null && "POST".equals(request.getHttpMethod());
    }

    private MultivaluedMap<String, String> form() {
        return session.getContext().getHttpRequest().getDecodedFormParameters();
    }
}
