/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.common.Profile;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.rar.AuthorizationRequestSource;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.util.AuthorizationContextUtil;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.launch.period.AccessQuestion;
import org.smartpack.keycloak.launch.store.AskedScopes;
import org.smartpack.keycloak.launch.store.NotedServer;

/**
 * The login of a SMART app whose users are asked for consent: the only one in which there are scopes to choose. Devices
 * and back-channel logins have Keycloak's own consent page, or none.
 */
record ScopeLogin(KeycloakSession session, AuthenticationSessionModel login, UserModel user) {

    private static final String DECIDED = "smart.scopes.decided";
    private static final String SHOWN = "smart.scopes.shown";

    /** Empty for every other login. */
    static Optional<ScopeLogin> of(KeycloakSession session, AuthenticationSessionModel login, UserModel user) {
        return user != null
                        && NotedServer.isIn(login)
                        && login.getClient().isConsentRequired()
                        && SmartApp.of(login.getClient()).choosesScopes()
                        && Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES)
                ? Optional.of(new ScopeLogin(session, login, user))
                : Optional.empty();
    }

    /** Whether the user has to be asked before the app gets a code. */
    boolean isPending() {
        if (isDecided()) {
            return false;
        }
        if (AskedScopes.restore(login)) {
            // Somebody else had decided in this login.
            login.removeAuthNote(DECIDED);
            AuthenticationManager.setClientScopesInSession(session, login);
        }
        UserConsentModel consent = consent();
        return asked().stream().anyMatch(asked -> asked.isMissingFrom(consent))
                || howLong().filter(AccessQuestion::mustAsk).isPresent();
    }

    /** What counts as consented to before. */
    private UserConsentModel consent() {
        String prompt = login.getClientNote(OIDCLoginProtocol.PROMPT_PARAM);
        UserConsentModel nothing = new UserConsentModel(client());
        return TokenUtil.hasPrompt(prompt, OIDCLoginProtocol.PROMPT_VALUE_CONSENT)
                ? nothing
                : recorded().read().orElse(nothing);
    }

    /** What the app gets if the user agrees, read as Keycloak reads it when it asks for consent. */
    private List<Asked> asked() {
        Set<String> defaults = client().getClientScopes(true).keySet();
        return AuthorizationContextUtil.getAuthorizationRequestsStreamFromScopesWithClient(
                        session, client(), requested())
                .filter(entry -> entry.getSource() == AuthorizationRequestSource.SCOPE)
                .map(entry ->
                        Asked.of(entry, defaults.contains(entry.getClientScope().getName())))
                .toList();
    }

    /** The question how long access lasts; empty where it ends with the access token. */
    Optional<AccessQuestion> howLong() {
        return AccessQuestion.of(session, login, user);
    }

    /** What there is to choose. */
    Choices choices() {
        return Choices.of(asked());
    }

    ClientModel client() {
        return login.getClient();
    }

    RecordedConsent recorded() {
        return new RecordedConsent(session, login.getRealm(), client(), user);
    }

    /**
     * The scope parameter of the request or, once something was left out, what remains of it; {@code null} if there is
     * none.
     */
    String requested() {
        return login.getClientNote(OIDCLoginProtocol.SCOPE_PARAM);
    }

    /** Whether this user has decided in this login. */
    private boolean isDecided() {
        return user.getId().equals(login.getAuthNote(DECIDED));
    }

    /** The user isn't asked again in this login. */
    void noteDecided() {
        login.setAuthNote(DECIDED, user.getId());
    }

    /** Keeps what the page shows, so that nobody agrees to anything else. */
    void noteShown(Choices choices) {
        login.setAuthNote(SHOWN, shown(choices));
    }

    /** Whether this user was shown exactly these choices in this login. */
    boolean wasShown(Choices choices) {
        return shown(choices).equals(login.getAuthNote(SHOWN));
    }

    private String shown(Choices choices) {
        return user.getId() + " " + HashUtils.sha256UrlEncodedHash(choices.summary(), StandardCharsets.UTF_8);
    }
}
