/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.common.Profile;
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
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileProvider;

import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.approval.ApprovedMapper;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.launch.period.AccessPeriods;
import org.smartpack.keycloak.profile.Profiles;
import org.smartpack.keycloak.token.AssertionRules;

/** Reads the realm of a session's context, as far as it can be read. */
final class RealmReader {

    private static final int MOST_CLIENTS = 5000;
    private static final int MOST_USERS = 1000;

    private final KeycloakSession session;
    private final HostNames hosts;
    private final RealmModel realm;
    private final Reading reading;
    private final MapperReader mappers;

    RealmReader(KeycloakSession session, HostNames hosts) {
        this.session = session;
        this.hosts = hosts;
        this.realm = session.getContext().getRealm();
        this.reading = new Reading(realm.getName());
        this.mappers = new MapperReader(session, Approvals.of(realm));
    }

    CheckedRealm read(Viewer viewer) {
        List<ClientModel> clients =
                reading.read(RealmPart.CLIENTS, List.of(), () -> WholeLists.clients(session, realm, MOST_CLIENTS + 1));
        List<UserModel> users = viewer.users() == ShownUsers.NONE
                ? List.of()
                : reading.read(RealmPart.USERS, List.of(), () -> WholeLists.users(session, realm, MOST_USERS + 1));
        boolean isGoverned = reading.read(
                RealmPart.RULES, true, () -> FhirServers.of(session).governRealm());
        List<String> profiles = reading.read(RealmPart.PROFILES, List.of(), () -> Profiles.claiming(session, realm));
        UPConfig userProfile = reading.read(
                RealmPart.USER_PROFILE, new UPConfig(), () -> session.getProvider(UserProfileProvider.class)
                        .getConfiguration());
        List<String> actions = reading.read(RealmPart.ACTIONS, List.of(), this::actions);
        String accessPeriods = reading.read(RealmPart.ACTIONS, "", this::accessPeriods);
        Set<String> clientFlow = reading.read(RealmPart.CLIENT_FLOW, Set.of(), this::clientFlow);
        List<CheckedScope> scopes = reading.read(RealmPart.SCOPES, List.of(), this::scopes);
        // With several profiles nobody knows whose rules apply, and nothing is given.
        Optional<AssertionRules> assertions = profiles.size() == 1
                ? reading.read(RealmPart.PROFILES, Optional.empty(), () -> AssertionRules.of(session))
                : Optional.empty();
        ClientReader reader =
                new ClientReader(mappers, new ServiceAccounts(session, scopes, isGoverned), client -> assertions
                        .filter(rules -> rules.givesUserScopes(client))
                        .isPresent());
        List<CheckedClient> checkedClients = clients(
                clients.stream()
                        .limit(MOST_CLIENTS)
                        .filter(client -> !Constants.defaultClients.contains(client.getClientId())),
                reader);
        List<ClientModel> keycloaks = reading.read(RealmPart.CLIENTS, List.of(), this::keycloaksClients);
        List<CheckedClient> keycloaksClients = clients(keycloaks.stream(), reader);
        List<CheckedApproval> approvals = reading.read(RealmPart.APPROVALS, List.of(), this::approvals);
        List<String> formerServers = reading.read(
                RealmPart.APPROVALS, List.of(), () -> FhirServers.of(session).formerNames());
        List<CheckedUser> checkedUsers = reading.read(
                RealmPart.USERS,
                List.of(),
                () -> users(users.stream().limit(MOST_USERS), viewer.users() == ShownUsers.NAMED));
        return new CheckedRealm(
                session.getKeycloakSessionFactory(),
                viewer.seesServer(),
                hosts,
                reading.failed(),
                realm.getName(),
                isGoverned,
                profiles,
                userProfile,
                actions,
                accessPeriods,
                applied(realm.getAttribute(Constants.CLIENT_POLICIES)),
                clientFlow,
                scopes,
                checkedClients,
                keycloaksClients,
                clients.size() <= MOST_CLIENTS,
                approvals,
                formerServers,
                checkedUsers,
                lookedAt(viewer, users.size()));
    }

    /** Without the server's feature Keycloak applies no policy. */
    static String applied(String clientPolicies) {
        return clientPolicies != null && Profile.isFeatureEnabled(Profile.Feature.CLIENT_POLICIES)
                ? clientPolicies
                : "";
    }

    private static String lookedAt(Viewer viewer, int users) {
        if (viewer.users() == ShownUsers.NONE) {
            return "none";
        }
        return users > MOST_USERS ? "the first " + MOST_USERS + " of Keycloak's own" : "all of Keycloak's own";
    }

    private List<CheckedClient> clients(Stream<ClientModel> clients, ClientReader reader) {
        return clients.filter(RealmReader::isOpenId)
                .flatMap(client -> reading.read(RealmPart.CLIENTS, () -> reader.read(client)).stream())
                .toList();
    }

    /** In a list of thousands they may be past the limit. */
    private List<ClientModel> keycloaksClients() {
        return Constants.defaultClients.stream()
                .map(realm::getClientByClientId)
                .filter(Objects::nonNull)
                .toList();
    }

    private String accessPeriods() {
        return Optional.ofNullable(realm.getRequiredActionConfigByAlias(AccessPeriods.STEP))
                .map(settings -> settings.getConfigValue(AccessPeriods.SETTING))
                .orElse("");
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
                        scope.getScopeMappingsStream()
                                .map(ServiceAccounts::name)
                                .collect(Collectors.toUnmodifiableSet()),
                        mappers.read(scope, type -> false)))
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

    private static List<CheckedUser> users(Stream<UserModel> users, boolean areNamed) {
        return users.map(user -> new CheckedUser(
                        areNamed ? user.getUsername() : "",
                        user.getAttributeStream(FhirUser.ATTRIBUTE).distinct().toList()))
                .filter(user -> !user.values().isEmpty())
                .toList();
    }
}
