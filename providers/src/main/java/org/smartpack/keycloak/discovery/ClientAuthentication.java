/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Collection;
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

import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;

import static java.util.stream.Collectors.toSet;

/**
 * How clients can authenticate in a realm, according to its client authentication flow. Methods have their OAuth names,
 * for instance {@code private_key_jwt}.
 *
 * @param authenticators the ids of the authenticators in the flow
 * @param methods the methods that these declare. The pack's authenticator declares none, so that Keycloak doesn't
 *     choose it for clients that register themselves with {@code private_key_jwt}
 * @param known the methods that any authenticator on the server declares
 */
record ClientAuthentication(Set<String> authenticators, Set<String> methods, Set<String> known) {

    /** The pack's client authenticator, "SMART signed JWT". */
    static final String SMART_SIGNED_JWT = SmartJwtAuthenticatorFactory.PROVIDER_ID;

    static final String PRIVATE_KEY_JWT = "private_key_jwt";
    private static final String CLIENT_SECRET_JWT = "client_secret_jwt";

    /** The algorithm families of RFC 7518 that SMART-signed-JWT clients can be allowed to use. */
    private static final Set<String> SMART_ALGORITHMS = Set.of("RS", "PS", "ES");

    /** The client authentication of the request's realm. */
    static ClientAuthentication of(KeycloakSession session) {
        Set<String> running = running(session.getContext().getRealm());
        List<ClientAuthenticatorFactory> installed = session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(ClientAuthenticator.class)
                .map(ClientAuthenticatorFactory.class::cast)
                .toList();
        return new ClientAuthentication(
                running,
                methods(installed.stream().filter(factory -> running.contains(factory.getId()))),
                methods(installed.stream()));
    }

    boolean runs(String authenticator) {
        return authenticators.contains(authenticator);
    }

    boolean accepts(String method) {
        return methods.contains(method) || method.equals(PRIVATE_KEY_JWT) && runs(SMART_SIGNED_JWT);
    }

    /** Whether only the realm's flow prevents clients from using a method. */
    boolean refuses(String method) {
        return known.contains(method) && !accepts(method);
    }

    /** Whether an assertion may be signed with an algorithm, by at least some clients. */
    boolean verifies(String algorithm) {
        if (algorithm.startsWith("HS")) {
            return methods.contains(CLIENT_SECRET_JWT);
        }
        return methods.contains(PRIVATE_KEY_JWT)
                || runs(SMART_SIGNED_JWT) && SMART_ALGORITHMS.stream().anyMatch(algorithm::startsWith);
    }

    /** The executions that Keycloak runs: only the first required one or, without one, all alternatives. */
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
