/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.account.ConsentRepresentation;
import org.keycloak.representations.account.ConsentScopeRepresentation;
import org.keycloak.services.managers.UserConsentManager;

import org.smartpack.keycloak.allowance.text.ScopeText;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * A user's consent to a client as the account console shows it. Keycloak takes the texts from the client scopes, so it
 * would show that of the allowance for each scope that the user agreed to (SMART-SCOPE-66).
 */
public final class ShownConsent {

    private final KeycloakSession session;
    private final UserModel user;
    private final String clientId;
    private final ScopeText texts;
    private final Map<String, Iterator<String>> agreed = new HashMap<>();

    private ShownConsent(KeycloakSession session, UserModel user, String clientId) {
        this.session = session;
        this.user = user;
        this.clientId = clientId;
        this.texts = ScopeText.of(session, user);
    }

    /**
     * Replaces the texts of SMART scopes by what the user agreed to, in the user's language.
     *
     * @param clientId {@code client_id} of the client to which the consent was given
     * @param consent what Keycloak answers; its texts are changed
     */
    public static void describe(
            KeycloakSession session, UserModel user, String clientId, ConsentRepresentation consent) {
        RealmModel realm = session.getContext().getRealm();
        ShownConsent shown = new ShownConsent(session, user, clientId);
        for (ConsentScopeRepresentation entry : consent.getGrantedScopes()) {
            ClientScopeModel scope = realm.getClientScopeById(entry.getId());
            if (scope != null) {
                shown.text(scope).ifPresent(entry::setDisplayText);
            }
        }
    }

    private Optional<String> text(ClientScopeModel scope) {
        if (SmartNamedScope.isName(scope.getName())) {
            return SmartNamedScope.hasOwnText(scope) ? Optional.empty() : texts.name(Scope.parse(scope.getName()));
        }
        return Scope.parseAllowance(scope.getName()) instanceof ResourceScope allowance
                ? Optional.of(scope.isParameterizedScope() ? part(scope, allowance) : texts.sentence(allowance))
                : Optional.empty();
    }

    /** Keycloak's answer has an entry for each part of an allowance that the user agreed to. */
    private String part(ClientScopeModel scope, ResourceScope allowance) {
        Iterator<String> parts = agreed.computeIfAbsent(scope.getId(), id -> recorded()
                .map(consent -> consent.getParameters(scope))
                .orElse(List.of())
                .iterator());
        if (!parts.hasNext()) {
            return texts.sentence(allowance);
        }
        String part = parts.next();
        if (GrantedScope.isShortened(part) && Scope.parse(part.split("[?]", 2)[0]) instanceof ResourceScope beginning) {
            return texts.sentenceOfLonger(beginning);
        }
        return texts.sentence(Scope.parse(part));
    }

    private Optional<UserConsentModel> recorded() {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = realm.getClientByClientId(clientId);
        return Optional.ofNullable(client)
                .map(known -> UserConsentManager.getConsentByClient(session, realm, user, known.getId()));
    }
}
