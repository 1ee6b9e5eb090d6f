/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

import static java.util.stream.Collectors.toSet;

/**
 * How clients may authenticate in a realm: what its client authentication flow runs.
 *
 * @param authenticators ids of the authenticators that run
 * @param methods the OAuth names of what they accept, {@code private_key_jwt} for instance
 * @param refused the OAuth names of what is installed on the server but doesn't run in this realm
 */
record ClientAuthentication(Set<String> authenticators, Set<String> methods, Set<String> refused) {

    /** The pack's client authenticator. */
    static final String SMART_SIGNED_JWT = "smart-jwt";

    static final String PRIVATE_KEY_JWT = "private_key_jwt";
    static final String CLIENT_SECRET_JWT = "client_secret_jwt";

    /** The client authentication of the request's realm. */
    static ClientAuthentication of(KeycloakSession session) {
        Set<String> running = running(session.getContext().getRealm());
        List<ClientAuthenticatorFactory> installed = session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(ClientAuthenticator.class)
                .map(ClientAuthenticatorFactory.class::cast)
                .toList();
        Set<String> methods = new LinkedHashSet<>(methods(installed.stream().filter(f -> running.contains(f.getId()))));
        if (running.contains(SMART_SIGNED_JWT)) {
            methods.add(PRIVATE_KEY_JWT);
        }
        Set<String> refused = methods(installed.stream());
        refused.removeAll(methods);
        return new ClientAuthentication(running, methods, refused);
    }

    boolean runs(String authenticator) {
        return authenticators.contains(authenticator);
    }

    /** As Keycloak runs a client authentication flow: the first required execution alone, else all alternatives. */
    private static Set<String> running(RealmModel realm) {
        List<AuthenticationExecutionModel> executions = Stream.ofNullable(realm.getClientAuthenticationFlow())
                .map(AuthenticationFlowModel::getId)
                .flatMap(realm::getAuthenticationExecutionsStream)
                .toList();
        Optional<AuthenticationExecutionModel> required = executions.stream()
                .filter(AuthenticationExecutionModel::isRequired)
                .findFirst();
        return required.map(Stream::of)
                .orElseGet(() -> executions.stream().filter(AuthenticationExecutionModel::isAlternative))
                .map(AuthenticationExecutionModel::getAuthenticator)
                .collect(toSet());
    }

    private static Set<String> methods(Stream<ClientAuthenticatorFactory> factories) {
        return factories
                .map(factory -> factory.getProtocolAuthenticatorMethods(OIDCLoginProtocol.LOGIN_PROTOCOL))
                .flatMap(Collection::stream)
                .collect(toSet());
    }
}
