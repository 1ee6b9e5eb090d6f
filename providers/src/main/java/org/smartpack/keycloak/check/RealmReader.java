/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.userprofile.UserProfileProvider;

import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.approval.ApprovedMapper;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.profile.Profiles;

/** Reads the realm of a session's context. */
final class RealmReader {

    private static final int MOST_CLIENTS = 5000;
    private static final int MOST_USERS = 1000;

    private final KeycloakSession session;
    private final RealmModel realm;

    RealmReader(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    CheckedRealm read(ShownUsers users) {
        List<ClientModel> clients = WholeLists.clients(session, realm, MOST_CLIENTS + 1);
        List<CheckedScope> scopes = scopes();
        ClientReader reader = new ClientReader(session, Approvals.of(realm), new ServiceRoles(session, scopes));
        return new CheckedRealm(
                session.getKeycloakSessionFactory(),
                realm.getName(),
                FhirServers.of(session).governRealm(),
                Profiles.claiming(session, realm),
                session.getProvider(UserProfileProvider.class).getConfiguration(),
                actions(),
                clientFlow(),
                scopes,
                clients.stream()
                        .limit(MOST_CLIENTS)
                        .filter(RealmReader::isOpenId)
                        .filter(client -> !Constants.defaultClients.contains(client.getClientId()))
                        .map(reader::read)
                        .toList(),
                clients.size() <= MOST_CLIENTS,
                approvals(),
                users == ShownUsers.NONE ? List.of() : users(users == ShownUsers.NAMED));
    }

    private static boolean isOpenId(ClientModel client) {
        return client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
    }

    private List<String> actions() {
        return realm.getRequiredActionProvidersStream()
                .filter(RequiredActionProviderModel::isEnabled)
                .sorted(Comparator.comparingInt(RequiredActionProviderModel::getPriority))
                .map(RequiredActionProviderModel::getProviderId)
                .toList();
    }

    private Set<String> clientFlow() {
        AuthenticationFlowModel flow = realm.getClientAuthenticationFlow();
        return flow == null
                ? Set.of()
                : realm.getAuthenticationExecutionsStream(flow.getId())
                        .filter(AuthenticationExecutionModel::isEnabled)
                        .map(AuthenticationExecutionModel::getAuthenticator)
                        .filter(authenticator -> authenticator != null)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private List<CheckedScope> scopes() {
        return realm.getClientScopesStream()
                .sorted(Comparator.comparing(ClientScopeModel::getName))
                .map(scope -> new CheckedScope(
                        scope.getName(),
                        OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol()),
                        scope.isParameterizedScope(),
                        scope.getScopeMappingsStream().map(ServiceRoles::name).collect(Collectors.toUnmodifiableSet())))
                .toList();
    }

    private List<CheckedApproval> approvals() {
        Approvals approvals = Approvals.of(realm);
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(ProtocolMapper.class)
                .filter(ApprovedMapper.class::isInstance)
                .map(ApprovedMapper.class::cast)
                .sorted(Comparator.comparing(ApprovedMapper::getId))
                .flatMap(mapper -> approvals.all(mapper.getId()).stream()
                        .map(approval -> new CheckedApproval(
                                approval.clientId(), mapper.getDisplayType(), approvals.isOrphan(approval))))
                .toList();
    }

    private List<CheckedUser> users(boolean areNamed) {
        Stream<UserModel> users = WholeLists.users(session, realm, MOST_USERS).stream();
        return users.map(user -> new CheckedUser(
                        areNamed ? user.getUsername() : "",
                        user.getAttributeStream(FhirUser.ATTRIBUTE).distinct().toList()))
                .filter(user -> !user.values().isEmpty())
                .toList();
    }
}
