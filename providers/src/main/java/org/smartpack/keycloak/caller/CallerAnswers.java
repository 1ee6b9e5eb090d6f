/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.JsonAnswer;

/** Writes the event of a refused call, and the response (RFC 6749 section 5.2, RFC 6750 section 3). */
public final class CallerAnswers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;

    public CallerAnswers(KeycloakSession session, EventBuilder event) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.event = event;
    }

    /** The response if nobody may call at all, as from the realm's other endpoints; empty if the realm is open. */
    public Optional<Response> closed() {
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

    /** @param wanted the content type that is required */
    public Response unsupportedType(String wanted) {
        return answer(415, OAuthError.INVALID_REQUEST, "Content-Type must be " + wanted);
    }

    /** @param max the maximum size of a body in bytes */
    public Response tooLarge(int max) {
        return answer(413, OAuthError.INVALID_REQUEST, "The body is larger than " + max + " bytes");
    }

    /** Writes the event, unless there already is one. */
    public void log(Refusal refusal) {
        if (!refusal.isLogged()) {
            event.detail(Details.REASON, refusal.reason()).error(refusal.error().code());
        }
    }

    /** @param isWithToken whether the caller sent an access token */
    public Response answer(Refusal refusal, boolean isWithToken) {
        log(refusal);
        OAuthError error = refusal.error();
        Response.ResponseBuilder answer = JsonAnswer.of(refusal);
        switch (error) {
            case INVALID_CLIENT -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic " + realm());
            case INVALID_TOKEN -> answer.header(HttpHeaders.WWW_AUTHENTICATE, bearer(refusal));
            default -> {
                if (isWithToken && error == OAuthError.INSUFFICIENT_SCOPE) {
                    answer.header(HttpHeaders.WWW_AUTHENTICATE, bearer(refusal));
                }
            }
        }
        return NeverCached.answer(session, answer);
    }

    private Response answer(int status, OAuthError error, String description) {
        return answer(Refusal.because(error, description).withStatus(status), false);
    }

    /** RFC 6750 section 3. */
    private String bearer(Refusal refusal) {
        return "Bearer " + realm() + ", error=\"" + refusal.error().code() + "\", error_description=\""
                + refusal.description() + "\"";
    }

    private String realm() {
        return "realm=\"" + realm.getName().replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?") + "\"";
    }
}
