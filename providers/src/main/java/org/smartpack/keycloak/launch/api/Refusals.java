/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.error.OAuthError;

/** Writes the event of a call that was not done, and the answer (section B4). */
final class Refusals {

    private static final int RETRY_SECONDS = 5;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;

    Refusals(KeycloakSession session, EventBuilder event) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.event = event;
    }

    /** The answer where nobody may call at all, as from the realm's other endpoints. */
    Optional<Response> closed() {
        boolean isPlain =
                !"https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (isPlain && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            return Optional.of(answer(403, OAuthError.INVALID_REQUEST, "HTTPS required"));
        }
        if (!realm.isEnabled()) {
            return Optional.of(answer(403, OAuthError.ACCESS_DENIED, "Realm not enabled"));
        }
        return Optional.empty();
    }

    Response unsupportedType() {
        return answer(415, OAuthError.INVALID_REQUEST, "Content-Type has to be JSON or a form, in UTF-8");
    }

    Response tooLarge() {
        return answer(413, OAuthError.INVALID_REQUEST, "The body is larger than " + RequestBody.MAX_BYTES + " bytes");
    }

    /** @param isWithToken whether the caller came with an access token */
    Response answer(Refused refused, boolean isWithToken) {
        OAuthError error = refused.error();
        if (!refused.isLogged()) {
            event.detail(Details.REASON, refused.reason()).error(error.code());
        }
        Response.ResponseBuilder answer = Response.fromResponse(error.response(refused.description()));
        switch (error) {
            case INVALID_CLIENT -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic " + realm());
            case INVALID_TOKEN -> answer.header(HttpHeaders.WWW_AUTHENTICATE, bearer(refused));
            case TEMPORARILY_UNAVAILABLE -> answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            default -> {
                if (isWithToken && error == OAuthError.INSUFFICIENT_SCOPE) {
                    answer.header(HttpHeaders.WWW_AUTHENTICATE, bearer(refused));
                }
            }
        }
        return NeverCached.answer(session, answer);
    }

    private Response answer(int status, OAuthError error, String description) {
        event.detail(Details.REASON, description).error(error.code());
        return NeverCached.answer(
                session, Response.fromResponse(error.response(description)).status(status));
    }

    /** RFC 6750 section 3. */
    private String bearer(Refused refused) {
        return "Bearer " + realm() + ", error=\"" + refused.error().code() + "\", error_description=\""
                + refused.description() + "\"";
    }

    private String realm() {
        return "realm=\"" + realm.getName().replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?") + "\"";
    }
}
