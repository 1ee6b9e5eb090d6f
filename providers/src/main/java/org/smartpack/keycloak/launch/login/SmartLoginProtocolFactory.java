/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.LoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCProviderConfig;
import org.keycloak.representations.idm.ClientScopeRepresentation;

import org.smartpack.keycloak.allowance.ScopeLimit;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.profile.Profiles;
import org.smartpack.keycloak.request.GivenRequest;
import org.smartpack.keycloak.scope.ScopeName;

/**
 * Replaces Keycloak's OpenID Connect protocol by {@link SmartLoginProtocol}, with the same id, settings and order in
 * the console. The longest {@code scope} has another default: {@link ScopeLimit}.
 */
@AutoService(LoginProtocolFactory.class)
public final class SmartLoginProtocolFactory extends OIDCLoginProtocolFactory {

    private OIDCProviderConfig settings;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        settings = new ScopeLimit(config);
    }

    @Override
    public LoginProtocol create(KeycloakSession session) {
        return new SmartLoginProtocol(settings).setSession(session);
    }

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        readGiven(session);
        return new SmartProtocolEndpoint(session, event);
    }

    /**
     * Refuses the name of a client scope that surely was meant to be a SMART scope and isn't one. A realm that has the
     * client scope already keeps it, and may save it.
     */
    @Override
    public void validateClientScope(KeycloakSession session, ClientScopeRepresentation clientScope) {
        super.validateClientScope(session, clientScope);
        RealmModel realm = session.getContext().getRealm();
        String name = String.valueOf(clientScope.getName());
        new ScopeName(name)
                .fault(FhirServers.of(session).governRealm())
                .filter(fault -> realm.getClientScopesStream().noneMatch(known -> name.equals(known.getName())))
                .ifPresent(fault -> {
                    throw KeycloakAnswer.administrator(name + " " + fault);
                });
    }

    /**
     * Makes a parameter without a value count as omitted at every endpoint of the protocol (RFC 6749 sections 3.1 and
     * 3.2).
     */
    static void readGiven(KeycloakSession session) {
        Profiles.keep(session);
        if (FhirServers.keep(session).governRealm()) {
            GivenRequest.readFrom(session.getContext());
        }
    }

    /** Above Keycloak's own factory. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
